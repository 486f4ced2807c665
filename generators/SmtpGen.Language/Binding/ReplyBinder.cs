using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>Binds replies and the slots of their texts.</summary>
internal sealed class ReplyBinder(SymbolTable<LimitModel> limits, SymbolTable<WordModel> words, StatusesModel? statuses, Report report)
{
    /// <summary>What is captured before each verb.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    public SymbolTable<BoundReply> Bind(IEnumerable<ReplyMember> members)
    {
        var table = new SymbolTable<BoundReply>("reply", report);
        foreach (var reply in members)
        {
            int code = Code(reply.Code);
            var parameters = Parameters(reply);
            var lines = reply.Lines.Select(line => Parts(line, [.. parameters.Values.Select(p => p.Name)]).ToEquatableArray()).ToEquatableArray();
            table.Add(reply.Name, new BoundReply(reply, new ReplyModel(
                reply.Name.Text, code, reply.EnhancedCode?.Text ?? "", parameters.Values.ToEquatableArray(), lines, reply.IsFree, reply.IsWhole,
                new HelpText(reply.Help.Meaning, reply.Help.Seen, reply.Help.Fix))));
        }

        return table;
    }

    private SymbolTable<ReplyParameterModel> Parameters(ReplyMember reply)
    {
        var table = new SymbolTable<ReplyParameterModel>("parameter", report);
        foreach (var (name, type) in reply.Parameters.Select(p => (p.Name, p.Type)))
        {
            if (type is { Text: not ("number" or "text") })
                report.Add(BindingRules.BadValue, type, $"A parameter of a reply is a 'number' or a 'text', not '{type}'.");
            table.Add(name, new(name.Text, type?.Text == "number"));
        }

        return table;
    }

    // A status stands for the class of codes that means the same.
    private int Code(Name code) => statuses is null
        ? (int)Numbers.Read(code, report, 100, 599)
        : code.Text switch
        {
            "positive" => 200,
            "intermediate" when statuses.Intermediate.Length > 0 => 300,
            "negative" => 500,
            _ => Unknown(code),
        };

    private int Unknown(Name code)
    {
        report.Add(BindingRules.BadValue, code, $"'{code}' is no status of this protocol; write one that stands in 'statuses'.");
        return 500;
    }

    /// <summary>The literals and slots of a text.</summary>
    public List<TextPart> Parts(Name line, List<string> parameters)
    {
        var parts = new List<TextPart>();
        string text = line.Text;
        for (int at = 0; at < text.Length;)
        {
            int open = OpenOf(text, at);
            if (open > at)
                parts.Add(new TextPart(TextPartKind.Literal, text.Substring(at, open - at).Replace("{{", "{")));
            if (open == text.Length)
                break;

            int close = text.IndexOf('}', open);
            if (close < 0)
            {
                report.Add(BindingRules.UnknownSlot, line, "A '{' in the text has no '}'; close the slot, or write '{{' for a brace.");
                break;
            }

            string slot = text.Substring(open + 1, close - open - 1);
            if (slot.Length == 0)
                report.Add(BindingRules.UnknownSlot, line, "A slot in the text has no name; write one, or '{{' for a brace.");
            parts.Add(new TextPart(Kind(slot, parameters), slot));
            at = close + 1;
        }

        return parts;
    }

    // Where the next slot begins, or the text ends; two braces stand for one.
    private static int OpenOf(string text, int at)
    {
        int open = text.IndexOf('{', at);
        while (open >= 0 && open + 1 < text.Length && text[open + 1] == '{')
            open = text.IndexOf('{', open + 2);
        return open < 0 ? text.Length : open;
    }

    // A name that is nothing else is a capture of the command; a check compares it with the commands that use the reply.
    private TextPartKind Kind(string slot, List<string> parameters) => slot switch
    {
        _ when parameters.Contains(slot) => TextPartKind.Parameter,
        "host" => TextPartKind.Host,
        "commands" => TextPartKind.Commands,
        "path" => TextPartKind.Path,
        "first" => TextPartKind.First,
        "allowed" => TextPartKind.Allowed,
        "syntax" => TextPartKind.Syntax,
        "octet" => TextPartKind.Octet,
        "extensions" => TextPartKind.Extensions,
        "line-max" => TextPartKind.LineMax,
        _ when limits.TryUse(slot) >= 0 => TextPartKind.Limit,
        _ when words.TryUse(slot) >= 0 => TextPartKind.Word,
        _ when Prefix.Contains(slot) => TextPartKind.Prefix,
        _ => TextPartKind.Capture,
    };
}
