using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits how a client writes the arguments of one command.</summary>
internal sealed class ArgumentsWriter(CodeWriter code, CommandModel command)
{
    // What counts the octets that come with the command.
    private readonly string? _length = command.Chunk?.Length ?? command.Data?.Length;
    private readonly string _octets = command.Data is { } data ? Names.Camel(data.Name) : "octets";

    /// <summary>The test of whether a capture is given; null where it always is.</summary>
    public static string? Given(CommandModel command, string capture)
    {
        string name = Names.Camel(capture);
        return Input(command, capture) switch
        {
            null or { IsOptional: false } => null,
            { Kind: WritingInputKind.Word } => name,
            _ => $"{name} is not null",
        };
    }

    /// <summary>Writes them.</summary>
    /// <param name="isSecret">Whether no transcript shows those that may be left out.</param>
    public void Write(bool isSecret) => Write(command.Writing.Parts, isSecret, []);

    private static string Flag(bool value) => value ? "true" : "false";

    private static WritingInput? Input(CommandModel command, string capture) =>
        command.Writing.Inputs.FirstOrDefault(input => input.Capture == capture);

    // Some of the captures are known to be given where the parts stand.
    private void Write(IEnumerable<WritingPart> parts, bool isSecret, HashSet<string> known)
    {
        foreach (var part in parts)
        {
            switch (part.Kind)
            {
                case WritingPartKind.Literal:
                    code.Line($"line.Write({CodeWriter.Literal(part.Text)}u8);");
                    break;
                case WritingPartKind.Capture:
                    Capture(part, known);
                    break;
                case WritingPartKind.Refused:
                    if (Given(command, part.Capture) is { } given)
                        code.Line($"line.Refuse({CodeWriter.Literal(part.Capture)}, {given});");
                    break;
                default:
                    Choice(part, isSecret, known);
                    break;
            }
        }
    }

    private void Capture(WritingPart part, HashSet<string> known)
    {
        string name = Names.Camel(part.Capture);
        var input = Input(command, part.Capture);
        bool isNumber = input?.Kind == WritingInputKind.Number;
        string? test = known.Contains(part.Capture) ? null : Given(command, part.Capture);
        bool isOptional = Given(command, part.Capture) is not null;
        string statement = part.Text.Length > 0
            ? $"line.Write({CodeWriter.Literal(part.Text)}u8);"
            : part.Capture == _length
                ? $"line.Write((ulong){_octets}.Length);"
                : input is { Kind: WritingInputKind.List }
                ? $"line.WriteList({name}, {input.Separator}, {Flag(input.TakesQuotes)}, {Flag(input.TakesCounted)});"
                : input is { Kind: WritingInputKind.Text } and ({ TakesQuotes: true } or { TakesCounted: true })
                ? $"line.WriteText({name}, {Flag(input.TakesQuotes)}, {Flag(input.TakesCounted)});"
                : $"line.Write({name}{(isNumber && isOptional ? ".Value" : "")});";
        if (test is null || part.Capture == _length)
            code.Line(statement);
        else
            code.Line($"if ({test})\n    {statement}");
    }

    private void Choice(WritingPart part, bool isSecret, HashSet<string> known)
    {
        string? test = Test(part, known);
        if (test is null)
        {
            Write(part.Parts, isSecret, known);
            return;
        }

        code.Open($"if ({test})");
        if (isSecret)
            code.Line("line.Hide();");
        Write(part.Parts, isSecret: false, part.Given.Count == 1 ? [.. known, part.Given[0]] : known);
        code.Close();
        if (part.Otherwise.Count > 0)
        {
            code.Open("else");
            Write(part.Otherwise, isSecret: false, known);
            code.Close();
        }

        code.Line();
    }

    private string? Test(WritingPart part, HashSet<string> known)
    {
        if (part.Kind == WritingPartKind.WhenNotEmpty)
        {
            bool isThere = known.Contains(part.Capture) || Given(command, part.Capture) is null;
            return isThere ? $"{Names.Camel(part.Capture)}.Length > 0" : $"{Names.Camel(part.Capture)} is {{ Length: > 0 }}";
        }

        var tests = part.Given.Select(capture => known.Contains(capture) ? null : Given(command, capture)).ToList();
        return tests.Contains(null) ? null : string.Join(" || ", tests);
    }
}
