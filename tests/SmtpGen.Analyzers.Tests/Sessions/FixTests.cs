using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using SmtpGen.Analyzers.Typestate;
using SmtpGen.CodeFixes;
using SmtpGen.Language.Fixes;

namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>The fix that sends what is missing.</summary>
public class FixTests
{
    [Theory]
    [InlineData(SessionCode.Sender, "await c.{|SGP1001:DataAsync|}();", "await c.RcptAsync(\"recipient@example.org\");\n        await c.DataAsync();")]
    [InlineData(SessionCode.Idle, "await c.{|SGP1001:DataAsync|}();", "await c.MailAsync(\"sender@example.org\");\n        await c.RcptAsync(\"recipient@example.org\");\n        await c.DataAsync();")]
    [InlineData(SessionCode.Recipients, "await c.{|SGP1002:SendMessageAsync|}(stream);", "await c.DataAsync();\n        await c.SendMessageAsync(stream);")]
    [InlineData(SessionCode.Idle, "await c.{|SGP1002:AuthResponseAsync|}(\"x\");", "await c.AuthAsync(\"mechanism\");\n        await c.AuthResponseAsync(\"x\");")]
    [InlineData("var c = new SmtpProtocolClient(stream);", "await c.{|SGP1001:EhloAsync|}(\"me\");", "await c.ConnectAsync();\n        await c.EhloAsync(\"me\");")]
    [InlineData("var c = new SmtpProtocolClient(stream);", "await c.{|SGP1001:MailAsync|}(\"a@b\");", "await c.ConnectAsync();\n        await c.EhloAsync(\"client.example.org\");\n        await c.MailAsync(\"a@b\");")]
    [InlineData(SessionCode.Sender, "var r = (await c.{|SGP1001:DataAsync|}()).Code;", "await c.RcptAsync(\"recipient@example.org\");\n        var r = (await c.DataAsync()).Code;")]
    [InlineData(SessionCode.Sender, "await c.{|SGP1001:DataAsync|}().ConfigureAwait(false);", "await c.RcptAsync(\"recipient@example.org\").ConfigureAwait(false);\n        await c.DataAsync().ConfigureAwait(false);")]
    [InlineData(SessionCode.Sender, "// The message.\n        await c.{|SGP1001:DataAsync|}();", "// The message.\n        await c.RcptAsync(\"recipient@example.org\");\n        await c.DataAsync();")]
    [InlineData(SessionCode.Sender, "if (flag)\n            await c.{|SGP1001:DataAsync|}();", "if (flag)\n        {\n            await c.RcptAsync(\"recipient@example.org\");\n            await c.DataAsync();\n        }")]
    [InlineData(SessionCode.Sender, "if (flag)\n        {\n            await c.{|SGP1001:DataAsync|}();\n        }", "if (flag)\n        {\n            await c.RcptAsync(\"recipient@example.org\");\n            await c.DataAsync();\n        }")]
    [InlineData("", "await p.MailAsync(\"x\");\n        await p.{|SGP1001:DataAsync|}();", "await p.MailAsync(\"x\");\n        await p.RcptAsync(\"recipient@example.org\");\n        await p.DataAsync();")]
    public Task The_missing_commands_are_sent_first(string before, string wrong, string right) => Check(Method(before, wrong), Method(before, right));

    [Theory]
    [InlineData("void Local() { var c = new SmtpProtocolClient(stream); _ = c.{|SGP1001:MailAsync|}(\"a@b\"); }")]
    [InlineData("System.Action f = () => { var c = new SmtpProtocolClient(stream); _ = c.{|SGP1001:MailAsync|}(\"a@b\"); };")]
    [InlineData("} void Other(Stream stream) { var c = new SmtpProtocolClient(stream); _ = c.{|SGP1001:MailAsync|}(\"a@b\");")]
    public Task Where_nothing_can_be_awaited_there_is_no_fix(string code) => Check(Method("", code), Method("", code));

    [Theory]
    [InlineData("async Task Local()", "}")]
    [InlineData("System.Func<Task> f = async () =>", "};")]
    public Task Async_functions_in_others_await_what_is_missing(string begin, string end)
    {
        begin += "\n        {\n            var c = new SmtpProtocolClient(stream);\n            ";
        return Check(
            Method("", $"{begin}await c.{{|SGP1001:EhloAsync|}}(\"me\");\n        {end}"),
            Method("", $"{begin}await c.ConnectAsync();\n            await c.EhloAsync(\"me\");\n        {end}"));
    }

    [Fact]
    public async Task Without_a_way_there_is_no_fix()
    {
        var code = SessionCode.Method("var c = new SmtpProtocolClient(stream); await c.ConnectAsync(); await c.ConnectAsync();");
        var finding = Assert.Single(await Code.Findings(new SessionAnalyzer(), code));
        Assert.False(finding.Properties.ContainsKey(MissingActions.Way));
    }

    private static async Task Check(string wrong, string right)
    {
        var test = new CSharpCodeFixTest<SessionAnalyzer, MissingActionsCodeFix, DefaultVerifier>
        {
            TestCode = wrong,
            FixedCode = right,
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            CompilerDiagnostics = CompilerDiagnostics.Errors,
            DisabledDiagnostics = { "SGP1004" },
        };
        test.TestState.AdditionalReferences.AddRange(Code.References);
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static string Method(string before, string body) => $$"""
        using System.IO;
        using System.Threading.Tasks;
        using SmtpGen.Protocols.Smtp;
        using SmtpGen.Runtime.Client;

        class Application
        {
            bool flag = true;

            async Task Run(Stream stream, SmtpProtocolClient p)
            {
                {{before.TrimEnd()}}
                {{body}}
            }
        }

        """;
}
