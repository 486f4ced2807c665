using SmtpGen.Analyzers.Typestate;

namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>What the messages say.</summary>
public class MessageTests
{
    [Theory]
    [InlineData(SessionCode.Sender + "await c.DataAsync();", "DATA is refused here: the session can only be in Sender; send RCPT first")]
    [InlineData("var c = new SmtpProtocolClient(stream); (await c.ReadGreetingAsync()).EnsurePositive(); await c.DataAsync();", "DATA is refused here: the session can only be in Connected; send EHLO, MAIL, RCPT first")]
    [InlineData("var c = new SmtpProtocolClient(stream); await c.EhloAsync(\"me\");", "EHLO is refused here: the session can only be in (connecting); wait for the greeting first")]
    [InlineData("var c = new SmtpProtocolClient(stream); await c.MailAsync(\"x\");", "MAIL is refused here: the session can only be in (connecting); wait for the greeting and send EHLO first")]
    [InlineData(SessionCode.Recipients + "await c.SendMessageAsync(stream);", "the body Message is not asked for here: the session can only be in Recipients; send DATA first")]
    [InlineData(SessionCode.Idle + "await c.AuthResponseAsync(\"x\");", "the response to AUTH is not asked for here: the session can only be in Idle; send AUTH first")]
    [InlineData(SessionCode.Idle + "await c.QuitAsync(); await c.MailAsync(\"x\");", "MAIL comes too late: the session is over (Closed); begin a new one")]
    [InlineData("var c = new SmtpProtocolClient(stream); await c.ReadGreetingAsync(); await c.ReadGreetingAsync();", "connect is refused here: the session can only be in Connected or Refused; no way leads to it from there")]
    public async Task A_message_names_the_states_and_the_way(string body, string message)
    {
        var finding = Assert.Single(await Code.Findings(new SessionAnalyzer(), SessionCode.Method(body)));
        Assert.Equal(message, finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_message_about_a_contract_names_both_sides()
    {
        const string Helper = "static Task Begin([RequiresState(SmtpState.Idle, SmtpState.Connected)] SmtpProtocolClient client) => Task.CompletedTask;";
        var finding = Assert.Single(await Code.Findings(new SessionAnalyzer(), SessionCode.Method(SessionCode.Sender + "await Begin(c);", Helper)));
        Assert.Equal("c: the session can only be in Sender, but Begin asks for Idle or Connected", finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }
}
