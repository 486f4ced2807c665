using SmtpGen.Language.Model;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Protocols.Tests.Reference;

/// <summary>What the compiled replies say, inherited ones too, is what the specification says.</summary>
public sealed class ReplyTextTests
{
    [Fact]
    public void Smtp_says_of_each_reply_what_its_specification_says() =>
        AssertSays(Specifications.Smtp, (reply, locale) => Say((SmtpReply)reply, locale));

    [Fact]
    public void Lmtp_says_of_each_reply_what_its_specification_says() =>
        AssertSays(Specifications.Lmtp, (reply, locale) => Say((LmtpReply)reply, locale));

    private static void AssertSays(ProtocolModel protocol, Func<int, string, (string Name, string Enhanced, HelpText Help)> said)
    {
        Assert.NotEmpty(protocol.Helps);
        for (int i = 0; i < protocol.Replies.Count; i++)
        {
            var reply = protocol.Replies[i];
            Assert.Equal((reply.Name, reply.EnhancedCode, reply.Help), said(i, "en"));
            foreach (var help in protocol.Helps)
                Assert.Equal((reply.Name, reply.EnhancedCode, Else(help.Replies[i], reply.Help)), said(i, help.Locale));
        }
    }

    private static HelpText Else(HelpText translation, HelpText english) => new(
        translation.Meaning.Length > 0 ? translation.Meaning : english.Meaning,
        translation.Seen.Length > 0 ? translation.Seen : english.Seen,
        translation.Fix.Length > 0 ? translation.Fix : english.Fix);

    private static (string Name, string Enhanced, HelpText Help) Say(SmtpReply reply, string locale) => (
        SmtpReplies.Name(reply), SmtpReplies.EnhancedCode(reply),
        new HelpText(SmtpReplies.Meaning(reply, locale), SmtpReplies.Seen(reply, locale), SmtpReplies.Fix(reply, locale)));

    private static (string Name, string Enhanced, HelpText Help) Say(LmtpReply reply, string locale) => (
        LmtpReplies.Name(reply), LmtpReplies.EnhancedCode(reply),
        new HelpText(LmtpReplies.Meaning(reply, locale), LmtpReplies.Seen(reply, locale), LmtpReplies.Fix(reply, locale)));
}
