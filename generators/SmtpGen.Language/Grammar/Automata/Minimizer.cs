using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>
/// Merges states that no input can tell apart (Moore's partition refinement, with the actions in the signature), then octet
/// classes that no state tells apart.
/// </summary>
internal static class Minimizer
{
    public static TransitionTable Run(TransitionTable table) => MergeClasses(MergeStates(table));

    private static TransitionTable MergeStates(TransitionTable table)
    {
        int[] blocks = new int[table.Rows.Count];
        int before = 0;
        for (int count = 1; count != before;)
        {
            before = count;
            blocks = Number(table.Rows.Select(row => Signature(row, blocks)), out count);
        }

        return table.WithRows(table.ClassOfByte, table.ClassCount, KeptRows(table, blocks));
    }

    private static List<StateRow> KeptRows(TransitionTable table, int[] blocks)
    {
        int[] numbers = NumberFromStart(table, blocks, out List<int> order);
        var rows = new List<StateRow>();
        foreach (int state in order)
        {
            StateRow old = table.Rows[state];
            var row = new StateRow(table.ClassCount) { Accept = old.Accept };
            for (int i = 0; i < table.ClassCount; i++)
            {
                row.Next[i] = numbers[blocks[old.Next[i]]];
                row.Actions[i] = old.Actions[i];
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Numbers the blocks breadth-first, the dead state's 0 and the start's 1, and picks one state of each.</summary>
    private static int[] NumberFromStart(TransitionTable table, int[] blocks, out List<int> order)
    {
        int[] numbers = Enumerable.Repeat(-1, table.Rows.Count).ToArray();
        order = [Automaton.DeadState, Automaton.StartState];
        numbers[blocks[Automaton.DeadState]] = Automaton.DeadState;
        numbers[blocks[Automaton.StartState]] = Automaton.StartState;
        for (int i = Automaton.StartState; i < order.Count; i++)
        {
            foreach (int next in table.Rows[order[i]].Next)
            {
                if (numbers[blocks[next]] >= 0)
                    continue;

                numbers[blocks[next]] = order.Count;
                order.Add(next);
            }
        }

        return numbers;
    }

    private static TransitionTable MergeClasses(TransitionTable table)
    {
        int[] merged = Number(
            Enumerable.Range(0, table.ClassCount).Select(
                column => table.Rows.SelectMany(row => new[] { row.Next[column], row.Actions[column] }).ToEquatableArray()),
            out int classCount);
        var rows = new List<StateRow>();
        foreach (StateRow old in table.Rows)
        {
            var row = new StateRow(classCount) { Accept = old.Accept };
            for (int i = 0; i < table.ClassCount; i++)
                (row.Next[merged[i]], row.Actions[merged[i]]) = (old.Next[i], old.Actions[i]);

            rows.Add(row);
        }

        return table.WithRows(Array.ConvertAll(table.ClassOfByte, octetClass => merged[octetClass]), classCount, rows);
    }

    private static EquatableArray<int> Signature(StateRow row, int[] blocks)
    {
        var signature = new List<int>((2 * row.Next.Length) + 1) { row.Accept };
        signature.AddRange(row.Next.Select(next => blocks[next]));
        signature.AddRange(row.Actions);
        return signature.ToEquatableArray();
    }

    private static int[] Number(IEnumerable<EquatableArray<int>> signatures, out int count)
    {
        var numbers = new Dictionary<EquatableArray<int>, int>();
        int[] result = signatures.Select(signature =>
        {
            if (!numbers.TryGetValue(signature, out int number))
                numbers.Add(signature, number = numbers.Count);

            return number;
        }).ToArray();
        count = numbers.Count;
        return result;
    }
}
