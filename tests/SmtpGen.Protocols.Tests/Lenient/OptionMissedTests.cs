using System.Text;
using SmtpGen.Dialogs;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Protocols.Tests.Dialogs;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests.Lenient;

/// <summary>Whoever looks at the log learns which option would have accepted what was refused, and of no other.</summary>
public class OptionMissedTests
{
    private const string Ready = "EHLO client.example\r\n";
    private const string Body = Ready + "MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n";

    [Theory]
    [InlineData("HELO my_host\r\n", "lenient-names")]
    [InlineData("EHLO\r\n", "lenient-names")]
    [InlineData(Ready + "MAIL FROM: <a@b>\r\n", "lenient-paths")]
    [InlineData(Ready + "MAIL FROM:a@b SIZE=1\r\n", "lenient-paths")]
    [InlineData(Ready + "MAIL FROM:<root>\r\n", "lenient-addresses")]
    [InlineData(Ready + "MAIL FROM:root\r\n", "lenient-paths lenient-addresses")]
    [InlineData(Ready + "MAIL  FROM:<a@b>\r\n", "lenient-blanks")]
    [InlineData(Ready + "MAIL\tFROM:<a@b>\r\n", "lenient-blanks")]
    [InlineData(Ready + "MAIL FROM:<a@b>\tSIZE=1\r\n", "lenient-blanks")]
    [InlineData(Ready + "MAIL FROM:<a@b>  SIZE=1\r\n", "lenient-blanks")]
    [InlineData(Ready + "MAIL FROM:<a@b> SIZE=1\tBODY=7BIT\r\n", "lenient-blanks")]
    [InlineData(Ready + "NOOP\t\r\n", "lenient-blanks")]
    [InlineData(Ready + "NOOP\n", "lenient-line-feeds")]
    [InlineData("MAIL FROM:<a@b>\r\n", "lenient-order")]
    [InlineData("HELO client.example\r\nAUTH PLAIN\r\n", "lenient-order")]
    [InlineData(Body + "DATA\r\na\0b\r\n.\r\n", "lenient-nul")]
    [InlineData(Body + "BDAT 1 LAST\r\n\0", "lenient-nul")]
    public void The_option_is_named_that_would_have_accepted_it(string said, string options)
    {
        Assert.Equal(options, Missed(said, isLenient: false));
        Assert.Equal("", Missed(said, isLenient: true));
    }

    [Theory]
    [InlineData("HELO my/host\r\n")]
    [InlineData("FOO\tbar\r\n")]
    [InlineData("RCPT TO:<c@d.example>\r\n")]
    [InlineData(Ready + "MAIL FROM: <a b@c>\r\n")]
    [InlineData(Ready + "MAIL FROM:<a@b>x\r\n")]
    [InlineData(Ready + "MAIL FROM:<a@b>")]
    [InlineData(Body + "DATA\r\na\nb\r\n.\r\n")]
    public void What_no_option_accepts_names_none(string said) => Assert.Equal("", Missed(said, isLenient: false));

    [Fact]
    public void An_option_that_stands_for_others_turns_them_and_is_on_when_they_all_are()
    {
        var options = new SmtpOptions { Lenient = true, LenientNul = false };

        Assert.False(options.Lenient);
        Assert.True(options.IsOn(nameof(SmtpOptions.LenientNames)));
        options.Turn(nameof(SmtpOptions.LenientNul), true);
        Assert.True(options.Lenient);
        Assert.Contains("lenient-nul", options.StandsFor(nameof(SmtpOptions.Lenient)));
        Assert.Empty(options.StandsFor(nameof(SmtpOptions.LenientNul)));
        options.Lenient = false;
        Assert.All(options.StandsFor(nameof(SmtpOptions.Lenient)), name => Assert.False(options.IsOn(SettingNames.Pascal(name))));
    }

    private static string Missed(string said, bool isLenient)
    {
        var missed = new List<string>();
        var handler = new DialogHandler();
        handler.Word("auth-mechanisms", "PLAIN");
        var session = new SmtpSession(handler, new SmtpOptions { Lenient = isLenient }) { OptionMissed = missed.Add };
        var transport = new ScriptTransport();
        var running = session.RunAsync(transport, CancellationToken.None).AsTask();
        transport.Feed(new ReceivedOctets(Encoding.ASCII.GetBytes(said)));
        transport.Feed(default);
        Assert.True(running.IsCompletedSuccessfully);
        return string.Join(' ', missed);
    }
}
