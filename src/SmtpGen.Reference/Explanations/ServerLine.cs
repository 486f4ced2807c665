using System.Globalization;
using System.Text.RegularExpressions;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Explanations;

/// <summary>What a server says, whole or in part: <c>503</c>, <c>5.5.1</c>, <c>503 5.5.1</c>, <c>503-5.5.1 Bad sequence…</c>, <c>-ERR</c>.</summary>
/// <param name="Code">The code, if it is said.</param>
/// <param name="EnhancedCode">The enhanced code; empty if none is said.</param>
/// <param name="Status">What stands in the place of a code; empty if there is a code.</param>
/// <param name="Text">The rest; empty if there is none.</param>
internal sealed partial record ServerLine(int? Code, string EnhancedCode, string Status, string Text)
{
    /// <summary>Reads one; null where it is something else.</summary>
    public static ServerLine? Parse(ProtocolModel protocol, string asked)
    {
        if (protocol.Statuses is { } statuses)
        {
            string? status = statuses.All.Select(status => status.Text).Where(text => text.Length > 0).FirstOrDefault(status =>
                asked.StartsWith(status, StringComparison.OrdinalIgnoreCase) && (asked.Length == status.Length || asked[status.Length] == ' '));
            return status is null ? null : new ServerLine(null, "", status, asked[status.Length..].Trim());
        }

        return Form().Match(asked) is { Success: true } match
            ? new ServerLine(
                match.Groups["code"].Success ? int.Parse(match.Groups["code"].ValueSpan, CultureInfo.InvariantCulture) : null,
                match.Groups["enhanced"].Value, "", match.Groups["text"].Value.Trim())
            : null;
    }

    /// <summary>The replies that it may be, by their indices; those whose text it is, where it has text that some of them have.</summary>
    public IReadOnlyList<int> Find(ProtocolModel protocol)
    {
        var like = Enumerable.Range(0, protocol.Replies.Count).Where(reply => IsLike(protocol, protocol.Replies[reply])).ToList();
        var exact = like.Where(reply => EnhancedCode.Length == 0 || protocol.Replies[reply].EnhancedCode == EnhancedCode).ToList();
        // Other servers have other enhanced codes; the code says more than nothing.
        var candidates = exact.Count > 0 || Code is null ? exact : like;
        if (Text.Length == 0)
            return candidates;
        var matches = candidates.Select(reply => (Reply: reply, Length: ReplyText.Match(protocol.Replies[reply], Text) ?? 0)).ToList();
        int best = matches.Select(match => match.Length).DefaultIfEmpty().Max();
        return best == 0 ? candidates : [.. matches.Where(match => match.Length == best).Select(match => match.Reply)];
    }

    private bool IsLike(ProtocolModel protocol, ReplyModel reply) => Status.Length > 0
        ? ReplyText.Status(protocol, reply) == Status
        : Code is null || reply.Code == Code;

    [GeneratedRegex(@"^(?:(?<code>[2-5]\d\d)(?:[ -]|$)\s*(?:(?<enhanced>[245]\.\d{1,3}\.\d{1,3})(?:\s|$))?(?<text>.*)|(?<enhanced>[245]\.\d{1,3}\.\d{1,3})(?:\s(?<text>.*))?)$")]
    private static partial Regex Form();
}
