using SmtpGen.Analyzers.Handlers;

namespace SmtpGen.Analyzers.Tests.Handlers;

/// <summary>Handlers, each with one method to look at.</summary>
public class HandlerTests
{
    [Theory]
    [InlineData("public ValueTask<SmtpMailResult> {|SGP1101:OnMailAsync|}(SmtpMailArguments a) => default;")]
    [InlineData("protected internal new ValueTask<SmtpMailResult> {|SGP1101:OnMailAsync|}(SmtpMailArguments a, CancellationToken t) => default;")]
    [InlineData("private ValueTask<RsetResultOf> OnRsetAsync(CancellationToken t) => default; struct RsetResultOf { }")]
    [InlineData("public ValueTask<SmtpMailResult> {|SGP1101:OnFromAsync|}(SmtpMailArguments a, CancellationToken t) => default;")]
    [InlineData("public Task<SmtpMailResult> {|SGP1101:OnMailAsync|}(SmtpMailArguments a, CancellationToken t, int n) => null!;")]
    public Task A_decision_that_overrides_nothing_is_reported(string method) => Check(new HandlerAnalyzer(), method);

    [Theory]
    [InlineData("protected override ValueTask<SmtpMailResult> OnMailAsync(SmtpMailArguments a, CancellationToken t) => default;")]
    [InlineData("public ValueTask OnMessageStoredAsync(string id) => default;")]
    [InlineData("private Task<int> OnMailAsync() => null!;")]
    [InlineData("protected override ValueTask<SmtpMailResult> OnMailAsync(SmtpMailArguments a, CancellationToken t) => OnKnownMailAsync(); ValueTask<SmtpMailResult> OnKnownMailAsync() => default;")]
    [InlineData("protected virtual ValueTask<SmtpMailResult> OnKnownMailAsync() => default;")]
    [InlineData("static ValueTask<SmtpMailResult> OnKnownMailAsync() => default;")]
    [InlineData("protected override void OnSecured() { }")]
    public Task Other_methods_are_not_reported(string method) => Check(new HandlerAnalyzer(), method);

    [Theory]
    [InlineData("{|SGP1102:Handler|}", "protected override ValueTask<SmtpAuthResult> OnAuthAsync(SmtpAuthArguments a, CancellationToken t) => default;")]
    [InlineData("{|SGP1102:Handler|}", "protected override ValueTask<SmtpAuthResult> OnAuthResponseAsync(CommandText a, CancellationToken t) => default;")]
    [InlineData("Handler", "protected override ValueTask<SmtpAuthResult> OnAuthAsync(SmtpAuthArguments a, CancellationToken t) => default; protected override ValueTask<SmtpAuthResult> OnAuthResponseAsync(CommandText a, CancellationToken t) => default;")]
    [InlineData("Handler", "protected override ValueTask<SmtpRcptResult> OnRcptAsync(SmtpRcptArguments a, CancellationToken t) => default;")]
    public Task Half_an_exchange_is_reported(string name, string method) => Check(new HandlerAnalyzer(), method, name);

    [Theory]
    [InlineData("SmtpMailResult.SenderRefused({|SGP1103:\"550 5.7.1 no\"|})")]
    [InlineData("SmtpMailResult.SenderRefused({|SGP1103:\"550 no\"|})")]
    [InlineData("SmtpMailResult.SenderRefused({|SGP1103:\"550-no\"|})")]
    [InlineData("SmtpMailResult.SenderRefused({|SGP1103:\"550\"|})")]
    [InlineData("SmtpMailResult.SenderRefused({|SGP1103:\"5.7.1 no\"|})")]
    [InlineData("SmtpMailResult.SenderRefused(text: {|SGP1103:\"554 5.7.1 no\"|})")]
    [InlineData("SmtpMailResult.SenderRefused({|SGP1103:$\"550 5.7.1 no {a.ToString()}\"|})")]
    [InlineData("SmtpMailResult.TryLater({|SGP1103:\"451 4.3.0 later\"|})")]
    [InlineData("SmtpMailResult.SenderRefused(\"no\")")]
    [InlineData("SmtpMailResult.SenderRefused(\"500 messages are enough\")")]
    [InlineData("SmtpMailResult.SenderRefused(\"5 messages are enough\")")]
    [InlineData("SmtpMailResult.SenderRefused(\"127.0.0.1 is not welcome\")")]
    [InlineData("SmtpMailResult.SenderRefused($\"{550} no\")")]
    [InlineData("SmtpMailResult.SenderRefused({|SGP1103:string.Concat(\"550 5.7.1 no\", a.ToString())|})")]
    [InlineData("SmtpMailResult.SenderRefused({|SGP1103:Refusal|})")]
    [InlineData("SmtpMailResult.SenderRefused({|SGP1103:Refusal + a.ToString()|})")]
    [InlineData("SmtpMailResult.SenderRefused({|SGP1103:\"550 \" + a.ToString()|})")]
    [InlineData("SmtpMailResult.Of(SmtpReply.SenderRefused, {|SGP1103:\"550 no\"|})")]
    [InlineData("SmtpMailResult.SenderRefused(a.ToString() + \"550 no\")")]
    [InlineData("SmtpMailResult.SenderRefused(Harmless + a.ToString())")]
    [InlineData("SmtpMailResult.SenderRefused()")]
    public Task A_code_in_the_text_of_a_reply_is_reported(string result) => Check(
        new ReplyTextAnalyzer(), "const string Refusal = \"550 5.7.1 no\", Harmless = \"no\"; "
            + $"protected override ValueTask<SmtpMailResult> OnMailAsync(SmtpMailArguments a, CancellationToken t) => new({result});");

    [Theory]
    [InlineData("ValueTask<SmtpRcptResult> {|SGP1101:JudgeRecipientAsync|}(string recipient, CancellationToken t) => default;")]
    [InlineData("Task<SmtpRcptResult> {|SGP1101:JudgeRecipientAsync|}(SmtpRcptArguments recipient, CancellationToken t) => null!;")]
    [InlineData("ValueTask<SmtpRcptResult> {|SGP1101:JudgeRecipientAsync|}(SmtpRcptArguments recipient) => default;")]
    [InlineData("protected override ValueTask<SmtpRcptResult> JudgeRecipientAsync(SmtpRcptArguments recipient, CancellationToken t) => default;")]
    [InlineData("protected override ValueTask<SmtpRcptResult> JudgeRecipientAsync(SmtpRcptArguments recipient, CancellationToken t) => JudgeRecipientAsync(\"\"); ValueTask<SmtpRcptResult> JudgeRecipientAsync(string recipient) => default;")]
    [InlineData("ValueTask<SmtpRcptResult> JudgeSenderAsync(string recipient) => default;")]
    [InlineData("int JudgeRecipientAsync(string recipient) => 1;")]
    public Task A_method_that_nearly_overrides_one_is_reported(string method) => Code.HasMarkedFindings(new HandlerAnalyzer(), $$"""
        #pragma warning disable CS0114, CS0109
        using System.Threading; using System.Threading.Tasks;
        using SmtpGen.Mail; using SmtpGen.Runtime; using SmtpGen.Protocols.Smtp;
        public abstract class Receiver : SmtpReceiver
        {
            {{method}}
        }
        """);

    [Theory]
    [InlineData("{|SGP1104:default|}")]
    [InlineData("{|SGP1104:default(ValueTask<SmtpMailResult>)|}")]
    [InlineData("{|SGP1104:new ValueTask<SmtpMailResult>()|}")]
    [InlineData("{|SGP1104:new()|}")]
    [InlineData("new({|SGP1104:default(SmtpMailResult)|})")]
    [InlineData("new ValueTask<SmtpMailResult>({|SGP1104:new SmtpMailResult()|})")]
    [InlineData("ValueTask.FromResult({|SGP1104:default(SmtpMailResult)|})")]
    [InlineData("ValueTask.FromResult<SmtpMailResult>({|SGP1104:default|})")]
    [InlineData("new(Task.FromResult(SmtpMailResult.SenderOk()))")]
    [InlineData("a.Utf8 ? {|SGP1104:default|} : new ValueTask<SmtpMailResult>(SmtpMailResult.SenderOk())")]
    [InlineData("a.Utf8 ? new(a.Utf8 ? {|SGP1104:default|} : SmtpMailResult.SenderOk()) : {|SGP1104:default|}")]
    [InlineData("a.Size switch { 1 => {|SGP1104:default|}, 2 => new(SmtpMailResult.SenderOk()), _ => throw new System.Exception() }")]
    [InlineData("new(Known ?? {|SGP1104:default|})")]
    [InlineData("new(SmtpMailResult.SenderOk())")]
    [InlineData("new(Known ?? SmtpMailResult.SenderOk())")]
    [InlineData("Helped()")]
    [InlineData("new(Checked(a).IsDefault ? SmtpMailResult.SenderOk() : Checked(a))")]
    [InlineData("new(Checked(a).Equals(default(SmtpMailResult)) ? SmtpMailResult.SenderOk() : Checked(a))")]
    public Task A_default_result_of_a_decision_is_reported(string result) => Check(new DefaultResultAnalyzer(), $$"""
        protected override ValueTask<SmtpMailResult> OnMailAsync(SmtpMailArguments a, CancellationToken t) => {{result}};
            private static SmtpMailResult? Known => default;
            private static SmtpMailResult Checked(SmtpMailArguments a) => default;
            private static ValueTask<SmtpMailResult> Helped() { return default; }
        """);

    [Theory]
    [InlineData("protected override async ValueTask<SmtpMailResult> OnMailAsync(SmtpMailArguments a, CancellationToken t) { await Task.Yield(); return {|SGP1104:default|}; }")]
    [InlineData("protected override async ValueTask<SmtpMailResult> OnMailAsync(SmtpMailArguments a, CancellationToken t) => await {|SGP1104:new ValueTask<SmtpMailResult>()|}.ConfigureAwait(false);")]
    [InlineData("protected override async ValueTask<SmtpMailResult> OnMailAsync(SmtpMailArguments a, CancellationToken t) => await Task.FromResult<SmtpMailResult>({|SGP1104:default|});")]
    [InlineData("protected override async ValueTask<SmtpMailResult> OnMailAsync(SmtpMailArguments a, CancellationToken t) { await Task.Yield(); try { if (a.Utf8) return {|SGP1104:new SmtpMailResult()|}; } finally { } return SmtpMailResult.SenderOk(); }")]
    [InlineData("protected override async ValueTask<SmtpMailResult> OnMailAsync(SmtpMailArguments a, CancellationToken t) { var result = default(SmtpMailResult); if (a.Utf8) result = SmtpMailResult.SenderOk(); await Task.Yield(); return result; }")]
    [InlineData("protected override ValueTask<SmtpMailResult> OnMailAsync(SmtpMailArguments a, CancellationToken t) { ValueTask<SmtpMailResult> None() => default; System.Func<ValueTask<SmtpMailResult>> none = () => default; return new(SmtpMailResult.SenderOk()); }")]
    [InlineData("struct ParseResult { } sealed class Parser : ParserBase { protected override ParseResult Parse() => default; } abstract class ParserBase { protected abstract ParseResult Parse(); }")]
    public Task A_default_result_is_reported_where_it_is_the_answer(string members) => Check(new DefaultResultAnalyzer(), members);

    [Theory]
    [InlineData("OnMessageAsync(MessageBody b, LmtpMessageResults r, CancellationToken t) { r.SetAll({|SGP1104:default|}); return default; }")]
    [InlineData("OnMessageAsync(MessageBody b, LmtpMessageResults r, CancellationToken t) { r[0] = {|SGP1104:new LmtpMessageResult()|}; r[1] = {|SGP1104:default(LmtpMessageResult)|}; return default; }")]
    [InlineData("OnMessageAsync(MessageBody b, LmtpMessageResults r, CancellationToken t) { r[0] = default; r[1] = null; r.SetAll(LmtpMessageResult.Queued(\"1\")); return default; }")]
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
            protected override ValueTask<SmtpMessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken) => new(SmtpMessageResult.TryLater());
            {{method}}
        }
        """);
}
