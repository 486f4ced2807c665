namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>What fails in the second turn of a loop is a finding only where the loop evidently comes again.</summary>
public class TurnTests
{
    private const string Mail = "(await c.MailAsync(\"x\")).EnsurePositive();";
    private const string Found = "(await c.{|SGP1001:MailAsync|}(\"x\")).EnsurePositive();";

    [Theory]
    [InlineData("foreach (var x in list) { " + Found + " }")]
    [InlineData("foreach (var x in list.Select(x => x + x).ToList()) { " + Found + " }")]
    [InlineData("foreach (var x in new[] { 1, 2 }) { " + Found + " }")]
    [InlineData("for (int i = 0; i < list.Length; i++) { " + Found + " }")]
    [InlineData("for (int i = 0; i < 2; i++) { " + Found + " }")]
    [InlineData("for (int i = list.Length - 1; i >= 0; i--) { " + Found + " }")]
    [InlineData("foreach (var x in list) { var r = await c.{|SGP1001:MailAsync|}(x); if (!r.IsPositive) return; }")]
    [InlineData("foreach (var x in list) { " + Found + " if (x == \"end\") break; }")]
    [InlineData("foreach (var x in list) { " + Found + " flag = true; }")]
    public Task A_loop_that_comes_again_is_found(string loop) => SessionCode.Check(SessionCode.Idle + loop);

    [Theory]
    [InlineData("foreach (var x in list.Take(1)) { " + Mail + " }")]
    [InlineData("foreach (var x in list.Where(x => x == \"a\")) { " + Mail + " }")]
    [InlineData("foreach (var x in list[..1]) { " + Mail + " }")]
    [InlineData("foreach (var x in new[] { 1 }) { " + Mail + " }")]
    [InlineData("int[] one = [1]; foreach (var x in Enumerable.Repeat(1, 1)) { " + Mail + " }")]
    [InlineData("foreach (var x in (string[])[\"x\"]) { " + Mail + " }")]
    [InlineData("foreach (var x in from y in list where y == \"a\" select y) { " + Mail + " }")]
    [InlineData("for (int i = 0; i < 1; i++) { " + Mail + " }")]
    [InlineData("for (int i = 1; i > 0; i--) { " + Mail + " }")]
    [InlineData("for (int i = 0; i <= 0; i++) { " + Mail + " }")]
    [InlineData("for (bool again = true; again; again = false) { " + Mail + " }")]
    [InlineData("for (int i = 0; i < list.Length; i += list.Length) { " + Mail + " }")]
    [InlineData("foreach (var x in list) { " + Mail + " break; }")]
    [InlineData("foreach (var x in list) { " + Mail + " return; }")]
    [InlineData("bool done = false; foreach (var x in list) { if (done) break; " + Mail + " done = true; }")]
    [InlineData("bool done = false; foreach (var x in list) { if (done) continue; " + Mail + " done = flag; }")]
    [InlineData("bool done = false; foreach (var x in list) { " + Mail + " done = list.Length > 0; if (done) return; }")]
    [InlineData("int sent = 0; foreach (var x in list) { " + Mail + " if (++sent == 1) break; }")]
    [InlineData("foreach (var x in list) { if (flag) return; " + Mail + " flag = true; }")]
    [InlineData("for (int i = 0; i < list.Length; i++) { if (i > 0) break; " + Mail + " }")]
    [InlineData("bool done = false; for (int i = 0; i < list.Length && !done; i++) { " + Mail + " done = true; }")]
    [InlineData("bool done = false; while (!done) { " + Mail + " done = true; }")]
    [InlineData("bool done = false; do { " + Mail + " done = true; } while (!done);")]
    public Task A_loop_that_may_be_meant_for_one_turn_is_not(string loop) => SessionCode.Check(SessionCode.Idle + loop);
}
