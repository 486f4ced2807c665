namespace SmtpGen.Analyzers.Typestate.Table;

/// <summary>The fewest actions to get to where another one is allowed.</summary>
internal static class ShortestWay
{
    /// <summary>The actions before <paramref name="action"/>, from whichever of the states is nearest; null: there is no way.</summary>
    public static IReadOnlyList<string>? To(ClientTable table, IEnumerable<int> states, string action)
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
            if (table.Allows(at, action))
                return ways[at];
            foreach (var edge in table.Successes(at))
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
