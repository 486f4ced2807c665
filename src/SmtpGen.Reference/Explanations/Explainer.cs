using System.Globalization;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Explanations;

/// <summary>Looks up in one protocol what is asked for.</summary>
/// <param name="protocol">The protocol.</param>
/// <param name="locale">The language of the explanations.</param>
internal sealed class Explainer(ProtocolModel protocol, string locale)
{
    private readonly Wording _words = Wording.In(locale);

    /// <summary>Everything by which something can be asked for.</summary>
    public IEnumerable<string> Names =>
    [
        .. protocol.Replies.Select(reply => reply.Name),
        .. protocol.Replies.Select(reply => ReplyText.Status(protocol, reply) ?? reply.Code.ToString(CultureInfo.InvariantCulture)).Distinct(),
        .. protocol.Replies.Select(reply => reply.EnhancedCode).Where(code => code.Length > 0).Distinct(),
        .. protocol.Commands.Select(command => command.Verb),
        .. protocol.States.Select(state => state.Name),
        .. protocol.Groups.Select(group => group.Name),
    ];

    /// <summary>The verbs of its commands.</summary>
    public IEnumerable<string> Verbs => protocol.Commands.Select(command => command.Verb);

    /// <summary>The codes of replies, in order; none where they have a status instead.</summary>
    public IEnumerable<int> Codes => protocol.Statuses is null ? protocol.Replies.Select(reply => reply.Code).Distinct().Order() : [];

    /// <summary>What is asked for, by its exact name or as part of a line; null where it is nothing here.</summary>
    public Explanation? FindExact(string asked) => Find(asked, StringComparison.Ordinal);

    /// <summary>What is asked for, in any case, be it the beginning of a line that a server or a client said; null where it is nothing here.</summary>
    public Explanation? FindAny(string asked) =>
        Find(asked, StringComparison.Ordinal) ?? Find(asked, StringComparison.OrdinalIgnoreCase) ?? Line(asked) ?? CommandLine(asked);

    /// <summary>What a line of a server says; null where it is none.</summary>
    public Explanation? Line(string asked)
    {
        if (ServerLine.Parse(protocol, asked) is not { } line || line.Find(protocol) is not { Count: > 0 } replies)
            return null;
        string code = line.Status.Length > 0 ? line.Status : $"{line.Code} {line.EnhancedCode}".Trim();
        return Replies(asked, code, replies);
    }

    /// <summary>Everything that is known of replies that begin alike.</summary>
    public CodeExplanation Explain(ReplyGroup group) => Replies(group.Key, group.Title, group.Replies);

    private Explanation? Find(string asked, StringComparison comparison)
    {
        if (ServerLine.Parse(protocol, asked) is { Text.Length: 0 } && Line(asked) is { } found)
            return found;
        if (IndexOf(protocol.Replies.Select(reply => reply.Name), asked, comparison) is { } reply)
            return Replies(asked, $"{ReplyText.Status(protocol, protocol.Replies[reply]) ?? protocol.Replies[reply].Code.ToString(CultureInfo.InvariantCulture)} {protocol.Replies[reply].Name}", [reply]);
        if (IndexOf(protocol.Commands.Select(command => command.Verb), asked, comparison) is { } command)
            return CommandView.Of(protocol, command, asked, _words);
        if (IndexOf(protocol.States.Select(state => state.Name), asked, comparison) is { } state)
            return StateView.OfState(protocol, state, asked, _words);
        return IndexOf(protocol.Groups.Select(group => group.Name), asked, comparison) is { } group ? StateView.OfGroup(protocol, protocol.Groups[group], asked, _words) : null;
    }

    private CommandExplanation? CommandLine(string asked)
    {
        string verb = asked.Split(' ', 2)[0];
        return IndexOf(protocol.Commands.Select(command => command.Verb), verb, StringComparison.OrdinalIgnoreCase) is { } command
            ? CommandView.Of(protocol, command, asked, _words)
            : null;
    }

    private CodeExplanation Replies(string asked, string title, IReadOnlyList<int> replies)
    {
        int digit = protocol.Replies[replies[0]].Code / 100;
        var classes = protocol.Helps.FirstOrDefault(help => help.Locale == locale)?.Classes ?? protocol.Classes;
        var named = classes.FirstOrDefault(named => named.Digit == digit) ?? protocol.Classes.FirstOrDefault(named => named.Digit == digit);
        return new CodeExplanation(
            asked, protocol.Name, title, named?.Name ?? "", named?.Meaning ?? "", [.. replies.Select(reply => ReplyExplanation.Of(protocol, reply, locale, _words))]);
    }

    private static int? IndexOf(IEnumerable<string> names, string asked, StringComparison comparison)
    {
        int index = 0;
        foreach (string name in names)
        {
            if (name.Equals(asked, comparison))
                return index;
            index++;
        }

        return null;
    }
}
