namespace SmtpGen.Compiler.Emit;

/// <summary>Emits which states allow a command only while an option is on.</summary>
internal static class OpenedStatesEmitter
{
    /// <summary>The method that finds the first outcome of a command in a state.</summary>
    public static string First(ProtocolShape shape) => HasAny(shape) ? "First" : $"{shape.Name}Outcomes.First";

    /// <summary>The method, where the table alone does not say it.</summary>
    public static void Emit(CodeWriter code, ProtocolShape shape)
    {
        if (!HasAny(shape))
            return;
        string p = shape.Name;
        code.Line();
        code.Line("// As the table says, or else an option; one that is off is missed.");
        code.Open($"private int First({p}Command command, {p}State state)");
        code.Line($"int first = {p}Outcomes.First(command, state);");
        code.Line("if (first >= 0)");
        code.Line("    return first;");
        code.Open("var (option, opened) = (command, state) switch");
        for (int i = 0; i < shape.Model.Commands.Count; i++)
        {
            var command = shape.Model.Commands[i];
            foreach (var state in command.Opened)
                code.Line($"({p}Command.{shape.Verb(i)}, {p}State.{shape.State(state.State)}) => ({state.Option}, {shape.FirstOutcome(command.Rules[state.Rule])}),");
        }

        code.Line("_ => (-1, -1),");
        code.Close(";");
        code.Line("if (IsOn(option))");
        code.Line("    return opened;");
        code.Line("Miss(option);");
        code.Line("return -1;");
        code.Close();
    }

    private static bool HasAny(ProtocolShape shape) => shape.Model.Commands.Any(command => command.Opened.Count > 0);
}
