using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits how the arguments of a command are read, and handed to its handler.</summary>
internal static class CommandArgumentsEmitter
{
    /// <summary>What the client said, as a property of the machine.</summary>
    public static void Property(CodeWriter code, ProtocolShape shape, int index)
    {
        var command = shape.Model.Commands[index];
        string verb = shape.Verb(index);
        code.Summary($"What the client said with {command.Verb}; valid while the machine waits for the decision {verb}.");
        code.Line($"public {verb}Arguments {verb}Arguments => new()");
        code.Open("");
        foreach (var entry in ArgumentList.Of(shape.Model, index))
            code.Line($"{entry.Name} = {Value(command, entry)},");
        code.Close(";");
    }

    /// <summary>The statements that read the arguments, or refuse the command.</summary>
    public static void Read(CodeWriter code, ProtocolShape shape, CommandModel command, Refusals refuse)
    {
        string bad = refuse.BadArguments;
        code.Line($"int at = SkipBlank(line, {command.Verb.Length});");
        code.Line("var arguments = line[at..];");
        if (command.Arguments is not null)
        {
            string tables = $"{shape.Name}Grammar.{Names.Pascal(command.Verb)}";
            code.Line($"int end = global::SmtpGen.Runtime.Grammar.GrammarMatcher.Match({tables}, arguments, _registers{ProtocolShape.Switches(command.Arguments)});");
            code.Open(command.TakesParameters
                ? "if (end < 0 || (end < arguments.Length && !IsBlank(arguments[end])))"
                : "if (end < 0 || end < arguments.Length)");
            code.Line($"Misread({tables}, arguments, end, {(command.TakesParameters ? "true" : "false")});");
            code.Line($"{bad};");
            code.Line("return;");
            code.Close();
            code.Line();
        }

        foreach (var capture in command.Captures.Where(capture => capture.AsciiOnly))
        {
            string captured = ArgumentList.Place(command, capture.Name, -1);
            code.Open($"if (!global::System.Text.Ascii.IsValid(Captured(arguments, {captured})))");
            code.Line("MisreadAt(arguments, global::System.MemoryExtensions.IndexOfAnyExceptInRange(arguments, (byte)0, (byte)0x7F));");
            code.Line($"{bad};");
            code.Line("return;");
            code.Close();
            code.Line();
        }

        if (command.TakesParameters)
            code.Guard($"!Read{Names.Pascal(command.Verb)}Parameters(arguments, {(command.Arguments is null ? "-1" : "end")})", null);
    }

    private static string Value(CommandModel command, ArgumentEntry entry)
    {
        if (entry.Capture is null)
            return $"IsPresent({ArgumentList.ParameterRegister(command, entry.Parameter)})";
        return $"{(entry.Capture.Kind == CaptureKind.Number ? "NumberAt" : "TextAt")}({ArgumentList.Place(command, entry.Capture.Name, entry.Parameter)})";
    }
}
