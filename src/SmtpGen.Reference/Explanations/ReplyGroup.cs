using System.Globalization;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Explanations;

/// <summary>The replies that begin alike: with the same code, or the same status.</summary>
/// <param name="Key">Names it among those of its protocol: the code, or the name of the status.</param>
/// <param name="Title">What a server says: <c>354</c>, <c>-ERR</c>; empty where nothing is said that all of them share.</param>
/// <param name="Digit">The class: the first digit of the code, or that of codes that mean the same; 0: nothing is sent.</param>
/// <param name="Replies">Indices of the replies.</param>
internal sealed record ReplyGroup(string Key, string Title, int Digit, IReadOnlyList<int> Replies)
{
    private const string Silence = "silent";

    /// <summary>All of a protocol, by code, or in the order of the statuses.</summary>
    public static IReadOnlyList<ReplyGroup> Of(ProtocolModel protocol)
    {
        var groups = Enumerable.Range(0, protocol.Replies.Count).GroupBy(reply => Name(protocol.Replies[reply])).Select(same =>
        {
            var first = protocol.Replies[same.First()];
            return new ReplyGroup(same.Key, Said(first), first.Code / 100, [.. same]);
        });
        return protocol.Statuses is { } statuses
            ? [.. groups.OrderBy(group => group.Digit == 0 ? statuses.All.Count : statuses.All.Select(status => status.Name).TakeWhile(name => name != group.Key).Count())]
            : [.. groups.OrderBy(group => group.Digit == 0).ThenBy(group => group.Key, StringComparer.Ordinal)];
    }

    /// <summary>Whether it is meant by a text: its key, or what a server says.</summary>
    public bool Is(string asked) =>
        asked.Length > 0 && (Key.Equals(asked, StringComparison.OrdinalIgnoreCase) || Title.Equals(asked, StringComparison.OrdinalIgnoreCase));

    private static string Name(ReplyModel reply) =>
        reply.IsSilent ? Silence : reply.Status?.Name ?? reply.Code.ToString(CultureInfo.InvariantCulture);

    private static string Said(ReplyModel reply) =>
        reply.IsSilent ? "" : reply.Status?.Text ?? reply.Code.ToString(CultureInfo.InvariantCulture);
}
