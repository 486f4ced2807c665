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
    [InlineData("MailResult.SenderRefused(string.Concat(\"550 5.7.1 no\"))")]
    [InlineData("MailResult.SenderRefused()")]
    public Task A_code_in_the_text_of_a_reply_is_reported(string result) => Check(
        new ReplyTextAnalyzer(), $"protected override ValueTask<MailResult> OnMailAsync(MailArguments a, CancellationToken t) => new({result});");

    private static Task Check(Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer analyzer, string method, string name = "Handler") => Code.HasMarkedFindings(analyzer, $$"""
        #pragma warning disable CS0114, CS0109
        using System.Threading; using System.Threading.Tasks;
        using SmtpGen.Runtime; using SmtpGen.Protocols.Smtp;
        public class {{name}} : SmtpHandler
        {
            protected override ValueTask<MessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken) => default;
            {{method}}
        }
        """);
}
