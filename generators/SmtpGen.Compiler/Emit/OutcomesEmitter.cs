using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the transition table: outcomes, and which of them answer a command in a state.</summary>
internal static class OutcomesEmitter
{
    public static string Emit(ProtocolModel model, string ns)
    {
        var shape = new ProtocolShape(model);
        string p = shape.Name;
        var code = new CodeWriter(ns).BeginNamespace();
        code.Summary($"The transitions of {model.Name}. An outcome is a reply and where it leads; the outcomes of a rule follow each other.");
        code.OpenType($"internal static class {p}Outcomes");
        code.Line("/// <summary>The target of an outcome that leaves the state alone.</summary>");
        code.Line("internal const byte Same = 255;");
        if (shape.HasSilence)
        {
            code.Summary("The reply of an outcome that says nothing.");
            code.Line("internal const byte NoReply = 255;");
        }

        code.Summary("The number in a result that ends the session.");
        code.Line("internal const byte HandlerCloses = 255;");
        code.Summary("First outcome of a command in a state, plus one; 0: the state does not allow it.");
        code.Line($"internal static int First({p}Command command, {p}State state) => Cells[((int)command * {model.States.Count}) + (int)state] - 1;");

        code.Summary("Number of the reply.");
        Column(code, shape, "byte", "Reply", entry => entry.Outcome.Reply < 0 ? "NoReply" : entry.Outcome.Reply.ToString());
        code.Summary("Number of the next state, or the constant for the same.");
        Column(code, shape, "byte", "Target", entry => entry.Outcome.Target < 0 ? "Same" : entry.Outcome.Target.ToString());
        code.Summary("Mask of the flags that are set.");
        Column(code, shape, "uint", "Sets", entry => $"0x{entry.Outcome.Sets:X}");
        code.Summary("Mask of the flags that are cleared.");
        Column(code, shape, "uint", "Clears", entry => $"0x{entry.Outcome.Clears:X}");
        code.Summary("Who chooses among the outcomes that begin here; 0: nobody.");
        Column(code, shape, "byte", "Decision", entry => Decision(shape, entry).ToString());
        code.Span("private", "ushort", "Cells", Cells(shape));
        code.Close();
        return code.ToString();
    }

    private static void Column(CodeWriter code, ProtocolShape shape, string type, string name, Func<OutcomeEntry, string> value)
    {
        code.Line($"internal static global::System.ReadOnlySpan<{type}> {name} =>");
        code.Line("[");
        for (int i = 0; i < shape.Outcomes.Count; i++)
        {
            var outcome = shape.Outcomes[i].Outcome;
            string target = outcome.Target < 0 ? "same" : shape.State(outcome.Target);
            code.Line($"    {value(shape.Outcomes[i])}, // {i}: {shape.Reply(outcome.Reply)} -> {target}");
        }

        code.Line("];");
    }

    private static int Decision(ProtocolShape shape, OutcomeEntry entry)
    {
        for (int i = 0; i < shape.Decisions.Count; i++)
        {
            if (shape.Decisions[i].Name == entry.Decision)
                return i + 1;
        }

        return 0;
    }

    private static List<string> Cells(ProtocolShape shape) =>
        shape.Model.Commands
            .SelectMany(command => command.Cells.Select(cell => cell < 0 ? "0" : (shape.FirstOutcome(command.Rules[cell]) + 1).ToString()))
            .ToList();
}
