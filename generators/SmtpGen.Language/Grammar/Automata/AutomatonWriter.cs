using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>Lays a finished <see cref="TransitionTable"/> out as an <see cref="Automaton"/>.</summary>
internal static class AutomatonWriter
{
    /// <summary>The automaton, or null when its actions do not fit the table's 16 bits.</summary>
    public static Automaton? Write(TransitionTable table, int registerCount, EquatableArray<AutomatonCapture> captures)
    {
        var operations = new List<ushort> { (ushort)AutomatonOp.End, (ushort)AutomatonOp.End };
        int[] offsets = new int[table.Actions.Count];
        offsets[1] = 1;
        foreach (int action in UsedActions(table))
        {
            offsets[action] = operations.Count;
            operations.AddRange(table.Actions[action]);
            operations.Add((ushort)AutomatonOp.End);
        }

        if (operations.Count > ushort.MaxValue)
            return null;

        var next = new List<ushort>();
        var actions = new List<ushort>();
        foreach (StateRow row in table.Rows)
        {
            for (int i = 0; i < table.ClassCount; i++)
            {
                next.Add((ushort)(row.Next[i] | (row.Actions[i] == 0 ? 0 : Automaton.ActionFlag)));
                actions.Add((ushort)offsets[row.Actions[i]]);
            }
        }

        return new Automaton(
            table.ClassOfByte.Select(octetClass => (byte)octetClass).ToEquatableArray(),
            table.ClassCount,
            next.ToEquatableArray(),
            actions.ToEquatableArray(),
            table.Rows.Select(row => (ushort)offsets[row.Accept]).ToEquatableArray(),
            operations.ToEquatableArray(),
            registerCount,
            captures)
        {
            Guards = table.Guards,
        };
    }

    private static IEnumerable<int> UsedActions(TransitionTable table) =>
        table.Rows.SelectMany(row => row.Actions.Append(row.Accept)).Where(action => action > 1).Distinct();
}
