namespace SmtpGen.Analyzers.Typestate.Table;

/// <summary>
/// The actions by which a careful person leads a client to where it should be. None of them sends content, ends the session or
/// begins it anew, and each leads, where it succeeds, to one state only.
/// </summary>
/// <param name="Actions">The actions.</param>
/// <param name="IsReturn">Whether they give up what the session has reached.</param>
internal sealed record CarefulWay(IReadOnlyList<string> Actions, bool IsReturn)
{
    /// <summary>
    /// The way from each of some states to one that is wanted; null: there is none, or the states need different ones. What needs no
    /// arguments comes first. What does need them is never after an action that gives up what the session has reached: they would
    /// only be sent again.
    /// </summary>
    /// <param name="table">The protocol.</param>
    /// <param name="states">The states before.</param>
    /// <param name="arrives">Whether a state is wanted.</param>
    /// <param name="client">The methods of the client.</param>
    public static CarefulWay? Find(ClientTable table, IEnumerable<int> states, Func<int, bool> arrives, ClientMethods client)
    {
        int[] depths = Depths(table);
        IReadOnlyList<string>?[] ways = [.. states.Select(state =>
            ShortestWay.Find([state], arrives, at => Steps(table, client, at).Where(edge => client.NeedsNothing(edge.Action)))
            ?? ShortestWay.Find([state], arrives, at => Steps(table, client, at).Where(edge => depths[edge.To] >= depths[at])))];
        return ways is [{ Count: > 0 } first, ..] && Array.TrueForAll(ways, way => way is not null && way.SequenceEqual(first))
            ? new CarefulWay(first, states.Any(state => IsBack(table, depths, state, first)))
            : null;
    }

    private static IEnumerable<ClientEdge> Steps(ClientTable table, ClientMethods client, int at)
    {
        int[] beginnings = [.. table.Successes(table.Initial).Select(edge => edge.To)];
        return table.Successes(at)
            .GroupBy(edge => edge.Action)
            .Where(action => action.Select(edge => edge.To).Distinct().Count() == 1 && !table.IsAskedFor(action.Key) && client.IsWithoutContent(action.Key))
            .Select(action => action.First())
            .Where(edge => !table.IsFinal(edge.To) && (at == table.Initial || !beginnings.Contains(edge.To)));
    }

    private static bool IsBack(ClientTable table, int[] depths, int state, IEnumerable<string> way)
    {
        foreach (string action in way)
        {
            int next = table.From(state, action).First(edge => edge.IsPositive).To;
            if (depths[next] < depths[state])
                return true;
            state = next;
        }

        return false;
    }

    // How many replies it takes at least to get to each state.
    private static int[] Depths(ClientTable table)
    {
        int[] depths = [.. Enumerable.Repeat(int.MaxValue, table.States.Length)];
        var pending = new Queue<int>([table.Initial]);
        depths[table.Initial] = 0;
        while (pending.Count > 0)
        {
            int at = pending.Dequeue();
            foreach (int to in table.Leaving(at).Select(edge => edge.To).Where(to => depths[to] == int.MaxValue))
            {
                depths[to] = depths[at] + 1;
                pending.Enqueue(to);
            }
        }

        return depths;
    }
}
