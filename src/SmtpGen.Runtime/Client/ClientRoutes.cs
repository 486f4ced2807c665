namespace SmtpGen.Runtime.Client;

/// <summary>Ways through a client's table.</summary>
internal static class ClientRoutes
{
    /// <summary>Whether a state has a positive answer to an action.</summary>
    public static bool Allows(ClientTable table, int state, int action) => FirstPositive(table, state, action, ChunkPlace.Any) >= 0;

    /// <summary>
    /// The state after the first positive answer to an action; -1: there is none. Where an action has only refusals wherever it
    /// stands, such as giving up, they are what it is for.
    /// </summary>
    public static int FirstPositive(ClientTable table, int state, int action, ChunkPlace place)
    {
        bool isEverPositive = false;
        int refused = -1;
        foreach (var edge in new ClientEdges(table.EdgesOf(action)))
        {
            bool isPositive = edge.IsPositive(table);
            isEverPositive |= isPositive;
            if (edge.From != state || (place != ChunkPlace.Any && !edge.Answers(place)))
                continue;
            if (isPositive)
                return edge.To;
            refused = refused < 0 ? edge.To : refused;
        }

        return isEverPositive ? -1 : refused;
    }

    /// <summary>The actions on the shortest way from a state to one that allows an action; empty: there is no way.</summary>
    public static IReadOnlyList<int> To(ClientTable table, int state, int action)
    {
        var cameBy = new Dictionary<int, (int From, int Action)> { [state] = (-1, -1) };
        var pending = new Queue<int>([state]);
        while (pending.TryDequeue(out int at))
        {
            if (at != state && Allows(table, at, action))
                return Unwind(cameBy, at);
            for (int next = 0; next < table.ActionCount; next++)
            {
                foreach (var edge in new ClientEdges(table.EdgesOf(next)))
                {
                    if (edge.From == at && edge.IsPositive(table) && cameBy.TryAdd(edge.To, (at, next)))
                        pending.Enqueue(edge.To);
                }
            }
        }

        return [];
    }

    private static List<int> Unwind(Dictionary<int, (int From, int Action)> cameBy, int to)
    {
        var actions = new List<int>();
        for (int state = to; cameBy[state].From >= 0; state = cameBy[state].From)
            actions.Insert(0, cameBy[state].Action);
        return actions;
    }
}
