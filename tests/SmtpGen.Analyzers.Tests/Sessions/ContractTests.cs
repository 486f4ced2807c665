namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>Methods that say in which states they take and leave a client.</summary>
public class ContractTests
{
    private const string Helpers = """
        static Task Begin([RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Sender)] SmtpProtocolClient client) => throw new Exception();
        static Task Greet([RequiresState(SmtpState.Connected)] SmtpProtocolClient client) => throw new Exception();
        static Task ToRecipients([EnsuresState(SmtpState.Recipients, SmtpState.Sender)] SmtpProtocolClient client) => throw new Exception();
        static void Sync([RequiresState(SmtpState.Idle)] SmtpProtocolClient client) { }
        """;

    [Theory]
    [InlineData(SessionCode.Sender + "await Begin({|SGP1005:c|});")]
    [InlineData(SessionCode.Sender + "await Begin({|SGP1005:client: c|});")]
    [InlineData(SessionCode.Sender + "Sync({|SGP1005:c|});")]
    [InlineData(SessionCode.Idle + "await Begin(c); await Begin({|SGP1005:c|});")]
    [InlineData(SessionCode.Idle + "await Begin(c); await c.{|SGP1001:DataAsync|}();")]
    [InlineData(SessionCode.Idle + "await Greet({|SGP1005:c|}); ")]
    [InlineData(SessionCode.Idle + "await ToRecipients(c); await c.{|SGP1001:MailAsync|}(\"x\");")]
    [InlineData(SessionCode.Idle + "await Begin(c); await c.NoopAsync(); await Begin({|SGP1005:c|}).ConfigureAwait(false);")]
    [InlineData(SessionCode.Idle + "await c.QuitAsync(); await Begin({|SGP1005:c|});")]
    [InlineData("var c = new SmtpProtocolClient(stream); await Begin({|SGP1005:c|});")]
    [InlineData("await p.MailAsync(\"x\"); p.State.ToString(); if (p.State == SmtpState.Sender) await Begin({|SGP1005:p|});")]
    public Task A_caller_must_be_able_to_hand_over_what_is_asked_for(string body) => SessionCode.Check(body, Helpers);

    [Theory]
    [InlineData(SessionCode.Idle + "await Begin(c); await c.RcptAsync(\"x\"); await c.DataAsync();")]
    [InlineData("var c = new SmtpProtocolClient(stream); await Greet(c); await c.DataAsync();")]
    [InlineData("await Begin(p); await p.RcptAsync(\"x\");")]
    [InlineData("var c = new SmtpProtocolClient(stream); await c.ReadGreetingAsync(); await Greet(c);")]
    [InlineData(SessionCode.Idle + "Sync(c); await c.DataAsync();")]
    [InlineData(SessionCode.Idle + "var t = Begin(c); await c.DataAsync(); await t;")]
    [InlineData(SessionCode.Sender + "Take(c); await Begin(c); await c.DataAsync();")]
    [InlineData(SessionCode.Idle + "await ToRecipients(c); await c.DataAsync();")]
    public Task A_contract_that_may_hold_is_not_reported(string body) => SessionCode.Check(body, Helpers);

    [Theory]
    [InlineData("static async Task M([RequiresState(SmtpState.Sender)] SmtpProtocolClient c) { await c.{|SGP1001:DataAsync|}(); }")]
    [InlineData("static async Task M([RequiresState(SmtpState.Idle, SmtpState.Sender)] SmtpProtocolClient c) { Other(); await c.{|SGP1001:DataAsync|}(); }")]
    [InlineData("static async Task M([RequiresState(SmtpState.Recipients)] SmtpProtocolClient c) { await c.DataAsync(); }")]
    [InlineData("static async Task M([RequiresState(SmtpState.Connected)] SmtpProtocolClient c) { await c.{|SGP1001:MailAsync|}(\"x\"); }")]
    [InlineData("static async Task M([RequiresState(SmtpState.Closed)] SmtpProtocolClient c) { await c.{|SGP1003:NoopAsync|}(); }")]
    [InlineData("static async Task M([EnsuresState(SmtpState.Sender)] SmtpProtocolClient c) { {|SGP1005:(await c.RsetAsync()).EnsurePositive();|} }")]
    [InlineData("static async Task M([EnsuresState(SmtpState.Sender)] SmtpProtocolClient c) { (await c.MailAsync(\"x\")).EnsurePositive(); }")]
    [InlineData("static async Task M([EnsuresState(SmtpState.Idle, SmtpState.Sender)] SmtpProtocolClient c) { await c.MailAsync(\"x\"); }")]
    [InlineData("static async Task<bool> M([EnsuresState(SmtpState.Sender)] SmtpProtocolClient c) { var r = await c.MailAsync(\"x\"); if (r.IsPositive) return true; return {|SGP1005:false|}; }")]
    [InlineData("static async Task<bool> M([EnsuresState(SmtpState.Sender)] SmtpProtocolClient c) { var r = await c.MailAsync(\"x\"); if (!r.IsPositive) throw new Exception(); return true; }")]
    [InlineData("static async Task M([EnsuresState(SmtpState.Sender)] SmtpProtocolClient c) { await TakeAsync(c); }")]
    [InlineData("static void M([EnsuresState(SmtpState.Sender)] SmtpProtocolClient c) { }")]
    [InlineData("static async Task M([RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Idle)] SmtpProtocolClient c) { await c.MailAsync(\"x\"); try { await c.RcptAsync(\"x\"); } finally { await c.RsetAsync(); } }")]
    public Task A_method_is_held_to_its_own_contract(string method) => SessionCode.Check("", method);

    [Theory]
    [InlineData(SessionCode.Sender + "await {|SGP1005:c|}.BeginAsync();")]
    [InlineData(SessionCode.Idle + "await c.BeginAsync(); await c.{|SGP1001:MailAsync|}(\"x\");")]
    public Task An_extension_method_may_have_a_contract(string body) => SessionCode.Check(body, "} static class Transactions { "
        + "public static Task BeginAsync([RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Sender)] this SmtpProtocolClient client) => throw new Exception(); } partial class Application {");
}
