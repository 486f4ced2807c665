using System.Globalization;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Tool.Explanations;

/// <summary>What is known of a reply code, or of one reply.</summary>
/// <param name="Title">The code, or the code and the reply's name.</param>
/// <param name="ClassName">The name of the first digit.</param>
/// <param name="ClassMeaning">What the first digit says.</param>
/// <param name="Replies">The replies with that code; at least one.</param>
internal sealed record CodeExplanation(string Title, string ClassName, string ClassMeaning, IReadOnlyList<ReplyExplanation> Replies)
{
    /// <summary>Looks a code or a reply's name up.</summary>
    /// <exception cref="ToolException">There is none.</exception>
    public static CodeExplanation Find(string asked, string locale)
    {
        var replies = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int code)
            ? SmtpReplies.ByCode(code).ToArray()
            : SmtpReplies.TryFind(asked, out var named) ? [named] : [];
        if (replies.Length == 0)
            throw new ToolException(ToolExit.Findings, $"no reply '{asked}'; there are {string.Join(", ", Codes())}, and the replies' names");

        code = SmtpReplies.Code(replies[0]);
        return new CodeExplanation(
            asked == code.ToString(CultureInfo.InvariantCulture) ? asked : $"{code} {asked}",
            SmtpReplies.ClassName(code, locale),
            SmtpReplies.ClassMeaning(code, locale),
            [.. replies.Select(reply => ReplyExplanation.Of(reply, locale))]);
    }

    private static IEnumerable<int> Codes() => Enum.GetValues<SmtpReply>().Select(SmtpReplies.Code).Distinct().Order();
}
