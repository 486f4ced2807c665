namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the outcomes: their names, and a row for each.</summary>
internal static class ServerOutcomesEmitter
{
    public static string Emit(ProtocolShape shape, string ns)
    {
        var code = new CodeWriter(ns).BeginNamespace();
        code.Summary("A reply, and where it leads; the outcomes of a rule follow each other.");
        code.OpenType($"internal enum {shape.Name}Outcome");
        foreach (var entry in shape.Outcomes)
            code.Line(entry.Name + ",");
        code.Close();
        code.Line();
        code.Open($"internal static partial class {shape.Name}ServerTable");
        code.Line($"private static {ServerTableEmitter.Rows}ServerOutcome[] Outcomes() =>");
        code.Line("[");
        code.Indent();
        for (int i = 0; i < shape.Outcomes.Count; i++)
            Outcome(code, shape, i);
        ServerTableEmitter.CloseRows(code);
        code.Close();
        return code.ToString();
    }

    private static void Outcome(CodeWriter code, ProtocolShape shape, int index)
    {
        var entry = shape.Outcomes[index];
        var outcome = entry.Outcome;
        string reply = outcome.Reply < 0 ? "silence" : shape.Reply(outcome.Reply);
        string state = outcome.Target < 0 ? "same" : shape.State(outcome.Target);
        string name = CodeWriter.Literal($"{entry.Subject}.{reply} -> {state}");
        ServerTableEmitter.Row(code, $"{name}, {shape.ReplyNumber(outcome.Reply)}, {shape.StateNumber(outcome.Target)}",
        [
            ServerTableEmitter.Mask("Sets", shape, outcome.Sets),
            ServerTableEmitter.Mask("Clears", shape, outcome.Clears),
            entry.Decision.Length == 0 ? "" : $"Decision = {shape.DecisionNumber(entry.Decision)}",
            Tallies("CountedBy", shape.TalliesOf(index)),
            Tallies("EndsCountOf", shape.TalliesEndedBy(index)),
            entry.Then is { } then ? $"Then = new {ServerTableEmitter.Rows}{then.Row(shape)}" : "",
        ]);
    }

    /// <summary>A property that holds which tallies count something, a bit each.</summary>
    public static string Tallies(string name, uint mask) => mask == 0 ? "" : $"{name} = 0x{mask:X}";
}
