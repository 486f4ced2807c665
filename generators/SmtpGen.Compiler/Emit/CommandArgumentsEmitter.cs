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
        code.Line($"int at = global::System.Math.Min({command.Verb.Length + 1}, line.Length);");
        code.Line("var arguments = line[at..];");
        if (command.Arguments is not null)
        {
            code.Line($"int end = global::SmtpGen.Runtime.Grammar.GrammarMatcher.Match({shape.Name}Grammar.{Names.Pascal(command.Verb)}, arguments, _registers);");
            code.Guard(command.TakesParameters
                ? "end < 0 || (end < arguments.Length && arguments[end] != (byte)' ')"
                : "end < 0 || end < arguments.Length", bad);
        }

        foreach (var guard in command.OptionGuards)
        {
            string captured = $"Captured(arguments, {ArgumentList.Place(command, guard.Capture, -1)})";
            code.Guard($"!Options.{Names.Pascal(shape.Model.Options[guard.Option].Name)} && !{captured}.IsEmpty", bad);
        }

        foreach (var capture in command.Captures.Where(capture => capture.AsciiOnly))
            code.Guard($"!global::System.Text.Ascii.IsValid(Captured(arguments, {ArgumentList.Place(command, capture.Name, -1)}))", bad);
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
