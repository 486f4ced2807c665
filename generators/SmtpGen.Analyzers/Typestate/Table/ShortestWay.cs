namespace SmtpGen.Analyzers.Typestate.Table;

/// <summary>The fewest actions to get to where one wants to be.</summary>
internal static class ShortestWay
{
    /// <summary>The actions before <paramref name="action"/>, from whichever of the states is nearest; null: there is no way.</summary>
    public static IReadOnlyList<string>? To(ClientTable table, IEnumerable<int> states, string action) =>
        Find(states, at => table.Allows(at, action), table.Successes);

    /// <summary>
    /// The actions that lead to one of some states, wherever of the states before the session is; null: they differ, or there
    /// is no way. Each leads, where it succeeds, to one state only, and none to where a session begins, since what leads back
    /// there takes more than a command: a handshake, or another client.
    /// </summary>
    /// <param name="table">The protocol.</param>
    /// <param name="states">The states before.</param>
    /// <param name="aims">The states to get to.</param>
    /// <param name="cost">What an action asks for; of two the cheaper one is taken.</param>
    public static IReadOnlyList<string>? ToAny(ClientTable table, IEnumerable<int> states, ISet<int> aims, Func<string, int> cost)
    {
        int[] beginnings = [.. table.Successes(table.Initial).Select(edge => edge.To)];
        IReadOnlyList<string>?[] ways = [.. states.Select(state => Find([state], aims.Contains, Steps))];
        return ways.Length > 0 && ways[0] is { } first && ways.All(way => way is not null && way.SequenceEqual(first)) ? first : null;

        IEnumerable<ClientEdge> Steps(int at) => table.Successes(at)
            .GroupBy(edge => edge.Action)
            .Where(action => action.Select(edge => edge.To).Distinct().Count() == 1)
            .Select(action => action.First())
            .Where(edge => at == table.Initial || !beginnings.Contains(edge.To))
            .OrderBy(edge => cost(edge.Action));
    }

    private static List<string>? Find(IEnumerable<int> states, Func<int, bool> arrives, Func<int, IEnumerable<ClientEdge>> steps)
    {
        var ways = new Dictionary<int, List<string>>();
        var pending = new Queue<int>();
        foreach (int state in states.OrderBy(state => state))
        {
            ways[state] = [];
            pending.Enqueue(state);
        }

        while (pending.Count > 0)
        {
            int at = pending.Dequeue();
            if (arrives(at))
                return ways[at];
            foreach (var edge in steps(at))
            {
                if (ways.ContainsKey(edge.To))
                    continue;
                ways[edge.To] = [.. ways[at], edge.Action];
                pending.Enqueue(edge.To);
            }
        }

        return null;
    }
}
