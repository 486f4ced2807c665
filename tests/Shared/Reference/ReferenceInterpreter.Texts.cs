using System.Buffers;
using System.Globalization;
using System.Text;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference;

// What replies say.
internal sealed partial class ReferenceInterpreter
{
    private readonly Dictionary<string, string> _captured = new(StringComparer.Ordinal);

    /// <summary>What is said, in order.</summary>
    public List<Spoken> Said { get; } = [];

    private void Say(int reply, string? text = null, string? sent = null)
    {
        var said = model.Replies[reply];
        if (said.IsSilent)
        {
            Said.Add(new("", "", [], false, sent));
            return;
        }

        Replies.Add($"{said.Code} {said.EnhancedCode}".Trim());
        bool isFree = text is not null && said.Parameters.Count == 0;
        text = text is null ? null : Octets(text);
        List<string> lines = isFree ? [text!] : [.. said.Lines.SelectMany(line => Line(line, name => Value(said, name, text)))];
        lines = [.. lines.SelectMany(Broken)];
        bool isVague = !isFree && said.Lines.SelectMany(line => line).Any(part => part.Kind is TextPartKind.Octet or TextPartKind.Verb or TextPartKind.Commands or TextPartKind.Syntax or TextPartKind.First);
        Said.Add(new(Status(said), said.EnhancedCode, [.. lines.Select(Printable)], isVague, sent));
    }

    // Texts are octets here, as what the client says is.
    private static string Octets(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    // Nothing that came from outside may end the line or hide in it; beyond ASCII only UTF-8 is sent, where it may be (RFC 6531 section 3.7.4).
    private string Printable(string line)
    {
        bool takesUtf8 = model.Lines.TakesUtf8 || ((Flags | _parameterFlags) & model.Commands.Aggregate(0u, (all, command) => all | (command.NonAscii?.Needs ?? 0))) != 0;
        var printable = new StringBuilder();
        var octets = Encoding.Latin1.GetBytes(line).AsSpan();
        while (!octets.IsEmpty)
        {
            bool isCharacter = Rune.DecodeFromUtf8(octets, out var rune, out int length) == OperationStatus.Done;
            if (isCharacter && (rune.IsAscii ? rune.Value is >= ' ' and <= '~' : takesUtf8))
                printable.Append(rune);
            else
                printable.Append('?', length);
            octets = octets[length..];
        }

        return printable.ToString();
    }

    // Where lines have a code each, a line break of the application begins another; a status has as many as its reply is declared with.
    private string[] Broken(string line) => model.Statuses is null
        ? line.Replace("\r\n", "\n").Split('\n')
        : [line.Replace("\r\n", " ").Replace('\n', ' ')];

    private string Status(ReplyModel reply) => reply.Status is { } status
        ? string.Concat(status.Parts.Select(part => Part(part, _ => "")))
        : reply.Code.ToString(CultureInfo.InvariantCulture);

    // A list of extensions is as many lines as there are of them.
    private IEnumerable<string> Line(IEnumerable<TextPart> parts, Func<string, string> value)
    {
        var said = new List<string>();
        var listed = new List<string>();
        foreach (var part in parts)
        {
            if (part.Kind == TextPartKind.Extensions)
                listed.AddRange(model.Extensions.Where(IsOffered).Select(e => Joined([e.Argument.Count > 0 ? e.Keyword + " " : e.Keyword, .. e.Argument.Select(a => Part(a, _ => ""))])));
            else
                said.Add(Part(part, value));
        }

        string line = Joined(said);

        return listed.Count > 0 || parts.All(part => part.Kind == TextPartKind.Extensions) ? (line.Length > 0 ? [line, .. listed] : listed) : [line];
    }

    // Of the blanks around a slot that is filled with nothing one stays, and none at the beginning or the end.
    private static string Joined(IEnumerable<string> parts)
    {
        string line = "";
        bool isEmpty = false;
        foreach (string part in parts)
        {
            string text = isEmpty && part.StartsWith(' ') ? part[1..] : part;
            isEmpty = text.Length > 0 ? false : isEmpty || line.Length == 0 || line.EndsWith(' ');
            line += text;
        }

        return isEmpty && line.Length > 0 ? line[..^1] : line;
    }

    private string Part(TextPart part, Func<string, string> value) => part.Kind switch
    {
        TextPartKind.Literal => Octets(part.Text),
        TextPartKind.Host => "localhost",
        TextPartKind.Commands => string.Join(" ", model.Commands.Where(c => Enumerable.Range(0, model.States.Count).Any(s => Routes.Accepts(model, c, s)) && IsListed(c)).Select(c => c.Verb)),
        TextPartKind.Path => string.Join(", ", Routes.TransactionPath(model)),
        TextPartKind.First => First(),
        TextPartKind.Allowed => string.Join(", ", model.Commands.Where(c => c.Cells[State] >= 0 && Routes.Accepts(model, c, State) && IsListed(c)).Select(c => c.Verb)),
        TextPartKind.Syntax => _command?.Syntax ?? "",
        TextPartKind.LineMax => model.Lines.Max.ToString(CultureInfo.InvariantCulture),
        TextPartKind.Limit => settings.Limits[part.Text].ToString(CultureInfo.InvariantCulture),
        TextPartKind.Word => settings.Words.GetValueOrDefault(part.Text, ""),
        TextPartKind.Prefix => Prefixed(part.Text),
        TextPartKind.Capture => _captured.GetValueOrDefault(part.Text, "").Replace('\r', '\x01').Replace('\n', '\x01'),
        TextPartKind.Parameter => value(part.Text),
        TextPartKind.ParameterLength => value(part.Text).Length.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    // What was given for a parameter; several values are one text, with NUL between them.
    private static string Value(ReplyModel reply, string name, string? given)
    {
        string[] values = (given ?? "").Split('\0');
        int index = reply.Parameters.TakeWhile(parameter => parameter.Name != name).Count();
        string said = reply.Parameters.Count == 1 ? given ?? "" : index < values.Length ? values[index] : "";
        return reply.Parameters[index].Kind switch
        {
            ReplyValueKind.Quoted => "\"" + said.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"",
            ReplyValueKind.Doubled => "\"" + said.Replace("\"", "\"\"") + "\"",
            _ => said,
        };
    }

    private string First()
    {
        if (model.States[State].IsFinal)
            return "";
        int command = _command is null ? -1 : model.Commands.ToList().IndexOf(_command);
        string step = command >= 0 && _command!.Cells[State] < 0 ? Routes.FirstStep(model, State, command) : "";
        return step.Length > 0 ? step : Routes.Allowed(model, State).FirstOrDefault() ?? "";
    }

    private bool IsListed(CommandModel command) => command.Extension < 0 || IsOffered(model.Extensions[command.Extension]);

    // Announced is what is usable and whose own commands are not all refused by a policy or a need.
    private bool IsOffered(ExtensionModel extension)
    {
        int index = model.Extensions.ToList().IndexOf(extension);
        return extension.With.Append(index).All(i =>
        {
            var own = model.Commands.Where(command => command.Extension == i).ToList();
            return IsTaken(i) && (own.Count == 0 || own.Any(command => !command.Policies.Concat(command.Needs).Any(IsUnmet)));
        });
    }
}

/// <summary>A reply as it is meant.</summary>
/// <param name="Status">The code or the status.</param>
/// <param name="EnhancedCode">The enhanced code; empty for none.</param>
/// <param name="Lines">Its lines, before any is folded.</param>
/// <param name="IsVague">Whether the lines are not known exactly.</param>
/// <param name="Sent">The lines that follow it; null where none do.</param>
internal sealed record Spoken(string Status, string EnhancedCode, IReadOnlyList<string> Lines, bool IsVague, string? Sent);
