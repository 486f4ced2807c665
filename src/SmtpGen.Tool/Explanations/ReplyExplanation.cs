using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Tool.Explanations;

/// <summary>What is known of one reply.</summary>
/// <param name="Name">Its name in the specification.</param>
/// <param name="Wire">Code, enhanced code and text, slots in braces.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Seen">When one sees it.</param>
/// <param name="Fix">What to do about it.</param>
/// <param name="States">The states in which a command can get it, with the commands: <c>Recipients (DATA)</c>; none for other replies.</param>
internal sealed record ReplyExplanation(string Name, string Wire, string Meaning, string Seen, string Fix, IReadOnlyList<string> States)
{
    public static ReplyExplanation Of(SmtpReply reply, string locale)
    {
        string code = $"{SmtpReplies.Code(reply)} {SmtpReplies.EnhancedCode(reply)}".TrimEnd();
        return new ReplyExplanation(
            SmtpReplies.Name(reply),
            $"{code} {SmtpReplies.Text(reply).ReplaceLineEndings(" / ")}",
            SmtpReplies.Meaning(reply, locale),
            SmtpReplies.Seen(reply, locale),
            SmtpReplies.Fix(reply, locale),
            [.. from transition in SmtpTable.Transitions
                where transition.Reply == reply
                group SmtpTable.Verb(transition.Command) by transition.From into commands
                select $"{commands.Key} ({string.Join(", ", commands.Distinct())})"]);
    }
}
