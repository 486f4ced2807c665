namespace SmtpGen.Analyzers.Typestate.Table;

/// <summary>The fewest actions to get to where one wants to be.</summary>
internal static class ShortestWay
{
    /// <summary>The actions before <paramref name="action"/>, from whichever of the states is nearest; null: there is no way.</summary>
    public static IReadOnlyList<string>? To(ClientTable table, IEnumerable<int> states, string action) =>
        Find(states, at => table.Allows(at, action), table.Successes);

    /// <summary>The actions from whichever of the states is nearest to one that is wanted; null: there is no way.</summary>
    public static IReadOnlyList<string>? Find(IEnumerable<int> states, Func<int, bool> arrives, Func<int, IEnumerable<ClientEdge>> steps)
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
