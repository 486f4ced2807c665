using SmtpGen.Analyzers.Typestate;

namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>SGP1004, which has to be switched on.</summary>
public class IgnoredReplyTests
{
    [Theory]
    [InlineData(SessionCode.Idle, "await {|SGP1004:c.MailAsync(\"x\")|}; await c.RcptAsync(\"x\");")]
    [InlineData(SessionCode.Sender, "await {|SGP1004:c.RcptAsync(\"x\")|}; await c.DataAsync();")]
    [InlineData(SessionCode.Recipients, "await {|SGP1004:c.DataAsync()|}; await c.SendMessageAsync(stream);")]
    [InlineData(SessionCode.Recipients, "_ = await {|SGP1004:c.DataAsync()|}.ConfigureAwait(false); await c.SendMessageAsync(stream);")]
    [InlineData(SessionCode.Recipients, "var r = await c.DataAsync(); await c.SendMessageAsync(stream);")]
    [InlineData(SessionCode.Recipients, "(await c.DataAsync()).EnsurePositive(); await c.SendMessageAsync(stream);")]
    [InlineData(SessionCode.Idle, "await c.NoopAsync(); await c.MailAsync(\"x\");")]
    [InlineData(SessionCode.Recipients, "await c.RcptAsync(\"x\"); await c.DataAsync();")]
    public Task An_ignored_reply_is_reported_where_a_later_command_depends_on_it(string before, string body)
    {
        string checkedBefore = before.Replace("await c.ReadGreetingAsync();", "(await c.ReadGreetingAsync()).EnsurePositive();", StringComparison.Ordinal);
        return Code.HasMarkedFindings(new SessionAnalyzer(), SessionCode.Method(checkedBefore + body), alsoEnabled: "SGP1004");
    }
}
