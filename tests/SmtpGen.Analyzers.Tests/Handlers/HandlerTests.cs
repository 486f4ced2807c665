using SmtpGen.Analyzers.Handlers;

namespace SmtpGen.Analyzers.Tests.Handlers;

/// <summary>Handlers, each with one method to look at.</summary>
public class HandlerTests
{
    [Theory]
    [InlineData("public ValueTask<MailResult> {|SGP1101:OnMailAsync|}(MailArguments a) => default;")]
    [InlineData("protected internal new ValueTask<MailResult> {|SGP1101:OnMailAsync|}(MailArguments a, CancellationToken t) => default;")]
    [InlineData("private ValueTask<RsetResultOf> OnRsetAsync(CancellationToken t) => default; struct RsetResultOf { }")]
    [InlineData("public ValueTask<MailResult> {|SGP1101:OnFromAsync|}(MailArguments a, CancellationToken t) => default;")]
    [InlineData("public Task<MailResult> {|SGP1101:OnMailAsync|}(MailArguments a, CancellationToken t, int n) => null!;")]
    public Task A_decision_that_overrides_nothing_is_reported(string method) => Check(new HandlerAnalyzer(), method);

    [Theory]
    [InlineData("protected override ValueTask<MailResult> OnMailAsync(MailArguments a, CancellationToken t) => default;")]
    [InlineData("public ValueTask OnMessageStoredAsync(string id) => default;")]
    [InlineData("private Task<int> OnMailAsync() => null!;")]
    [InlineData("protected override ValueTask<MailResult> OnMailAsync(MailArguments a, CancellationToken t) => OnKnownMailAsync(); ValueTask<MailResult> OnKnownMailAsync() => default;")]
    [InlineData("protected virtual ValueTask<MailResult> OnKnownMailAsync() => default;")]
    [InlineData("static ValueTask<MailResult> OnKnownMailAsync() => default;")]
    [InlineData("protected override void OnSecured() { }")]
    public Task Other_methods_are_not_reported(string method) => Check(new HandlerAnalyzer(), method);

    [Theory]
    [InlineData("{|SGP1102:Handler|}", "protected override ValueTask<AuthResult> OnAuthAsync(AuthArguments a, CancellationToken t) => default;")]
    [InlineData("{|SGP1102:Handler|}", "protected override ValueTask<AuthResult> OnAuthResponseAsync(CommandText a, CancellationToken t) => default;")]
    [InlineData("Handler", "protected override ValueTask<AuthResult> OnAuthAsync(AuthArguments a, CancellationToken t) => default; protected override ValueTask<AuthResult> OnAuthResponseAsync(CommandText a, CancellationToken t) => default;")]
    [InlineData("Handler", "protected override ValueTask<RcptResult> OnRcptAsync(RcptArguments a, CancellationToken t) => default;")]
    public Task Half_an_exchange_is_reported(string name, string method) => Check(new HandlerAnalyzer(), method, name);

    [Theory]
    [InlineData("MailResult.SenderRefused({|SGP1103:\"550 5.7.1 no\"|})")]
    [InlineData("MailResult.SenderRefused({|SGP1103:\"550 no\"|})")]
    [InlineData("MailResult.SenderRefused({|SGP1103:\"550-no\"|})")]
    [InlineData("MailResult.SenderRefused({|SGP1103:\"550\"|})")]
    [InlineData("MailResult.SenderRefused({|SGP1103:\"5.7.1 no\"|})")]
    [InlineData("MailResult.SenderRefused(text: {|SGP1103:\"554 5.7.1 no\"|})")]
    [InlineData("MailResult.SenderRefused({|SGP1103:$\"550 5.7.1 no {a.ToString()}\"|})")]
    [InlineData("MailResult.TryLater({|SGP1103:\"451 4.3.0 later\"|})")]
    [InlineData("MailResult.SenderRefused(\"no\")")]
    [InlineData("MailResult.SenderRefused(\"500 messages are enough\")")]
    [InlineData("MailResult.SenderRefused(\"5 messages are enough\")")]
    [InlineData("MailResult.SenderRefused(\"127.0.0.1 is not welcome\")")]
    [InlineData("MailResult.SenderRefused($\"{550} no\")")]
    [InlineData("MailResult.SenderRefused({|SGP1103:string.Concat(\"550 5.7.1 no\", a.ToString())|})")]
    [InlineData("MailResult.SenderRefused({|SGP1103:Refusal|})")]
    [InlineData("MailResult.SenderRefused({|SGP1103:Refusal + a.ToString()|})")]
    [InlineData("MailResult.SenderRefused({|SGP1103:\"550 \" + a.ToString()|})")]
    [InlineData("MailResult.Of(SmtpReply.SenderRefused, {|SGP1103:\"550 no\"|})")]
    [InlineData("MailResult.SenderRefused(a.ToString() + \"550 no\")")]
    [InlineData("MailResult.SenderRefused(Harmless + a.ToString())")]
    [InlineData("MailResult.SenderRefused()")]
    public Task A_code_in_the_text_of_a_reply_is_reported(string result) => Check(
        new ReplyTextAnalyzer(), "const string Refusal = \"550 5.7.1 no\", Harmless = \"no\"; "
            + $"protected override ValueTask<MailResult> OnMailAsync(MailArguments a, CancellationToken t) => new({result});");

    [Theory]
    [InlineData("ValueTask<RcptResult> {|SGP1101:JudgeRecipientAsync|}(string recipient, CancellationToken t) => default;")]
    [InlineData("Task<RcptResult> {|SGP1101:JudgeRecipientAsync|}(RcptArguments recipient, CancellationToken t) => null!;")]
    [InlineData("ValueTask<RcptResult> {|SGP1101:JudgeRecipientAsync|}(RcptArguments recipient) => default;")]
    [InlineData("protected override ValueTask<RcptResult> JudgeRecipientAsync(RcptArguments recipient, CancellationToken t) => default;")]
    [InlineData("protected override ValueTask<RcptResult> JudgeRecipientAsync(RcptArguments recipient, CancellationToken t) => JudgeRecipientAsync(\"\"); ValueTask<RcptResult> JudgeRecipientAsync(string recipient) => default;")]
    [InlineData("ValueTask<RcptResult> JudgeSenderAsync(string recipient) => default;")]
    [InlineData("int JudgeRecipientAsync(string recipient) => 1;")]
    public Task A_method_that_nearly_overrides_one_is_reported(string method) => Code.HasMarkedFindings(new HandlerAnalyzer(), $$"""
        #pragma warning disable CS0114, CS0109
        using System.Threading; using System.Threading.Tasks;
        using SmtpGen.Runtime; using SmtpGen.Protocols.Smtp;
        public abstract class Receiver : SmtpReceiver
        {
            {{method}}
        }
        """);

    [Theory]
    [InlineData("{|SGP1104:default|}")]
    [InlineData("{|SGP1104:default(ValueTask<MailResult>)|}")]
    [InlineData("{|SGP1104:new ValueTask<MailResult>()|}")]
    [InlineData("{|SGP1104:new()|}")]
    [InlineData("new({|SGP1104:default(MailResult)|})")]
    [InlineData("new ValueTask<MailResult>({|SGP1104:new MailResult()|})")]
    [InlineData("ValueTask.FromResult({|SGP1104:default(MailResult)|})")]
    [InlineData("ValueTask.FromResult<MailResult>({|SGP1104:default|})")]
    [InlineData("new(Task.FromResult(MailResult.SenderOk))")]
    [InlineData("a.Utf8 ? {|SGP1104:default|} : new ValueTask<MailResult>(MailResult.SenderOk)")]
    [InlineData("a.Utf8 ? new(a.Utf8 ? {|SGP1104:default|} : MailResult.SenderOk) : {|SGP1104:default|}")]
    [InlineData("a.Size switch { 1 => {|SGP1104:default|}, 2 => new(MailResult.SenderOk), _ => throw new System.Exception() }")]
    [InlineData("new(Known ?? {|SGP1104:default|})")]
    [InlineData("new(MailResult.SenderOk)")]
    [InlineData("new(Known ?? MailResult.SenderOk)")]
    [InlineData("Helped()")]
    [InlineData("new(Checked(a).IsDefault ? MailResult.SenderOk : Checked(a))")]
    [InlineData("new(Checked(a).Equals(default(MailResult)) ? MailResult.SenderOk : Checked(a))")]
    public Task A_default_result_of_a_decision_is_reported(string result) => Check(new DefaultResultAnalyzer(), $$"""
        protected override ValueTask<MailResult> OnMailAsync(MailArguments a, CancellationToken t) => {{result}};
            private static MailResult? Known => default;
            private static MailResult Checked(MailArguments a) => default;
            private static ValueTask<MailResult> Helped() { return default; }
        """);

    [Theory]
    [InlineData("protected override async ValueTask<MailResult> OnMailAsync(MailArguments a, CancellationToken t) { await Task.Yield(); return {|SGP1104:default|}; }")]
    [InlineData("protected override async ValueTask<MailResult> OnMailAsync(MailArguments a, CancellationToken t) => await {|SGP1104:new ValueTask<MailResult>()|}.ConfigureAwait(false);")]
    [InlineData("protected override async ValueTask<MailResult> OnMailAsync(MailArguments a, CancellationToken t) => await Task.FromResult<MailResult>({|SGP1104:default|});")]
    [InlineData("protected override async ValueTask<MailResult> OnMailAsync(MailArguments a, CancellationToken t) { await Task.Yield(); try { if (a.Utf8) return {|SGP1104:new MailResult()|}; } finally { } return MailResult.SenderOk; }")]
    [InlineData("protected override async ValueTask<MailResult> OnMailAsync(MailArguments a, CancellationToken t) { var result = default(MailResult); if (a.Utf8) result = MailResult.SenderOk; await Task.Yield(); return result; }")]
    [InlineData("protected override ValueTask<MailResult> OnMailAsync(MailArguments a, CancellationToken t) { ValueTask<MailResult> None() => default; System.Func<ValueTask<MailResult>> none = () => default; return new(MailResult.SenderOk); }")]
    [InlineData("struct ParseResult { } sealed class Parser : ParserBase { protected override ParseResult Parse() => default; } abstract class ParserBase { protected abstract ParseResult Parse(); }")]
    public Task A_default_result_is_reported_where_it_is_the_answer(string members) => Check(new DefaultResultAnalyzer(), members);

    [Theory]
    [InlineData("OnMessageAsync(MessageBody b, MessageResults r, CancellationToken t) { r.SetAll({|SGP1104:default|}); return default; }")]
    [InlineData("OnMessageAsync(MessageBody b, MessageResults r, CancellationToken t) { r[0] = {|SGP1104:new MessageResult()|}; r[1] = {|SGP1104:default(MessageResult)|}; return default; }")]
    [InlineData("OnMessageAsync(MessageBody b, MessageResults r, CancellationToken t) { r[0] = default; r[1] = null; r.SetAll(MessageResult.Queued(\"1\")); return default; }")]
    public Task A_default_result_for_a_recipient_is_reported(string method) => Code.HasMarkedFindings(new DefaultResultAnalyzer(), $$"""
        using System.Threading; using System.Threading.Tasks;
        using SmtpGen.Runtime; using SmtpGen.Protocols.Lmtp;
        public class Handler : LmtpHandler
        {
            protected override ValueTask {{method}}
        }
        """);

    private static Task Check(Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer analyzer, string method, string name = "Handler") => Code.HasMarkedFindings(analyzer, $$"""
        #pragma warning disable CS0114, CS0109
        using System.Threading; using System.Threading.Tasks;
        using SmtpGen.Runtime; using SmtpGen.Protocols.Smtp;
        public class {{name}} : SmtpHandler
        {
            protected override ValueTask<MessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken) => new(MessageResult.TryLater());
            {{method}}
        }
        """);
}
