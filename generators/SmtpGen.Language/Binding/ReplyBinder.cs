using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>Binds replies and the slots of their texts.</summary>
internal sealed class ReplyBinder(SymbolTable<LimitModel> limits, SymbolTable<WordModel> words, Report report)
{
    // After the name of a value in a slot.
    private const string Length = ".length";

    private static readonly Dictionary<string, int> s_classes = new() { ["positive"] = 200, ["intermediate"] = 300, ["negative"] = 500 };

    private static readonly Dictionary<string, ReplyValueKind> s_kinds =
        Enum.GetValues(typeof(ReplyValueKind)).Cast<ReplyValueKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant());

    private StatusesModel? _statuses;

    /// <summary>What is captured before each verb.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    public SymbolTable<BoundReply> Bind(IEnumerable<ReplyMember> members, StatusesModel? statuses)
    {
        _statuses = statuses;
        var table = new SymbolTable<BoundReply>("reply", report);
        foreach (var reply in members)
        {
            var status = Status(reply.Code);
            var parameters = Parameters(reply);
            var lines = reply.Lines.Select(line => Parts(line, [.. parameters.Values]).ToEquatableArray()).ToEquatableArray();
            table.Add(reply.Name, new BoundReply(reply, new ReplyModel(
                reply.Name.Text, Code(reply.Code, status), status, reply.EnhancedCode?.Text ?? "", parameters.Values.ToEquatableArray(), lines, reply.IsFree, reply.IsWhole,
                new HelpText(reply.Help.Meaning, reply.Help.Seen, reply.Help.Fix))));
        }

        return table;
    }

    private SymbolTable<ReplyParameterModel> Parameters(ReplyMember reply)
    {
        if (reply.Code.Text == ReplyParser.Silent && reply.Parameters.Count > 0)
            report.Add(BindingRules.BadValue, reply.Parameters[0].Name, $"Nothing is sent, so no text shows '{reply.Parameters[0].Name}'; remove it.");
        var table = new SymbolTable<ReplyParameterModel>("parameter", report);
        foreach (var (name, type) in reply.Parameters.Select(p => (p.Name, p.Type)))
        {
            var kind = ReplyValueKind.Text;
            if (type is not null && !s_kinds.TryGetValue(type.Text, out kind))
                report.Add(BindingRules.BadValue, type, $"A value of a reply is {string.Join(", ", s_kinds.Keys)}, not '{type}'.");
            if (kind == ReplyValueKind.Octets && _statuses is null)
                report.Add(BindingRules.BadValue, type!, "Any octets can stand in replies with a status only, since lines that begin with a code are limited in length; write 'text'.");
            table.Add(name, new(name.Text, kind));
        }

        return table;
    }

    // A status stands for the class of codes that means the same.
    private int Code(Name code, StatusModel? status)
    {
        if (code.Text == ReplyParser.Silent)
            return 0;
        if (_statuses is not null)
            return status?.Code ?? 500;
        return s_classes.TryGetValue(code.Text, out int like) ? like : (int)Numbers.Read(code, report, 100, 599);
    }

    private StatusModel? Status(Name code)
    {
        if (_statuses is null && s_classes.ContainsKey(code.Text))
            report.Add(BindingRules.MissingPart, code, $"Nothing says what '{code}' replies begin with; write statuses {{ positive \"OK\"; negative \"NO\" }}, or a code of three digits.");
        if (_statuses is null || code.Text == ReplyParser.Silent)
            return null;
        var found = _statuses.All.FirstOrDefault(status => status.Name == code.Text);
        if (found is null)
        {
            string[] names = [.. _statuses.All.Select(status => status.Name)];
            report.Add(BindingRules.BadValue, code, $"'{code}' is not a status of this protocol; it has {string.Join(", ", names)}.",
                CorrectName.Fix(code.Source, code.Span, EditDistance.Nearest(code.Text, names)));
        }

        return found;
    }

    /// <summary>The statuses of a protocol; null: its replies have codes.</summary>
    /// <param name="written">The statuses as they were written, each once.</param>
    public StatusesModel? Statuses(IReadOnlyList<StatusSyntax> written)
    {
        if (written.Count == 0)
            return null;
        var all = new List<StatusModel>();
        foreach (var status in written)
        {
            string text = status.Text.Text;
            if (text.Any(c => c is < ' ' or > '~') || text.Trim().Length < text.Length)
                report.Add(BindingRules.BadValue, status.Text, "A reply begins with its status and a space; write printable ASCII without a space at either end, such as \"+OK\".");
            else if (text.Length == 0 && status.Name == status.Kind)
                report.Add(BindingRules.BadValue, status.Text, $"Replies with nothing before their text say by it what they are; give the status a name, such as 'plain {status.Kind} \"\"'.");
            else if (status.Name == status.Kind && all.Find(other => other.Text == text && other.Name != status.Name.Text) is { } same)
                report.Add(BindingRules.BadValue, status.Text, $"'{same.Name}' replies begin with \"{text}\" too, so that no client can tell them apart; write another status.");
            if (!s_classes.TryGetValue(status.Kind.Text, out int code))
                report.Add(BindingRules.BadValue, status.Kind, $"There is no kind '{status.Kind}' of a status; there are positive, intermediate and negative.");
            all.Add(new StatusModel(status.Name.Text, code, text, Parts(status.Text, []).ToEquatableArray()));
        }

        if (!all.Exists(status => status.Code == 200) || !all.Exists(status => status.Code == 500))
            report.Add(BindingRules.MissingPart, written[0].Kind, "Replies succeed or fail; write a positive and a negative status, such as 'positive \"+OK\"' and 'negative \"-ERR\"'.");
        return new StatusesModel(all.ToEquatableArray());
    }

    /// <summary>The literals and slots of a text.</summary>
    public List<TextPart> Parts(Name line, List<ReplyParameterModel> parameters)
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
            parts.Add(new TextPart(Kind(slot, parameters), LengthOf(slot, parameters) ?? slot));
            at = close + 1;
        }

        return parts;
    }

    // The value whose number of octets a slot stands for; null: it is another slot.
    private static string? LengthOf(string slot, List<ReplyParameterModel> parameters) => slot.EndsWith(Length, StringComparison.Ordinal)
        ? parameters.Find(p => p.Kind == ReplyValueKind.Octets && p.Name + Length == slot)?.Name
        : null;

    // Where the next slot begins, or the text ends; two braces stand for one.
    private static int OpenOf(string text, int at)
    {
        int open = text.IndexOf('{', at);
        while (open >= 0 && open + 1 < text.Length && text[open + 1] == '{')
            open = text.IndexOf('{', open + 2);
        return open < 0 ? text.Length : open;
    }

    // A name that is nothing else is a capture of the command; a check compares it with the commands that use the reply.
    private TextPartKind Kind(string slot, List<ReplyParameterModel> parameters) => slot switch
    {
        _ when parameters.Exists(p => p.Name == slot) => TextPartKind.Parameter,
        _ when LengthOf(slot, parameters) is not null => TextPartKind.ParameterLength,
        "host" => TextPartKind.Host,
        "commands" => TextPartKind.Commands,
        "path" => TextPartKind.Path,
        "first" => TextPartKind.First,
        "allowed" => TextPartKind.Allowed,
        "syntax" => TextPartKind.Syntax,
        "octet" => TextPartKind.Octet,
        "verb" => TextPartKind.Verb,
        "extensions" => TextPartKind.Extensions,
        "line-max" => TextPartKind.LineMax,
        _ when limits.TryUse(slot) >= 0 => TextPartKind.Limit,
        _ when words.TryUse(slot) >= 0 => TextPartKind.Word,
        _ when Prefix.Contains(slot) => TextPartKind.Prefix,
        _ => TextPartKind.Capture,
    };
}
