using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using SmtpGen.Analyzers.Typestate;
using SmtpGen.CodeFixes;
using SmtpGen.Language.Fixes;

namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>The fix that sends what is missing.</summary>
public class FixTests
{
    private const string Rcpt = "(await c.RcptAsync(to)).EnsurePositive();\n        ";

    [Theory]
    [InlineData(SessionCode.Sender, "await c.{|SGP1001:DataAsync|}();", Rcpt + "await c.DataAsync();")]
    [InlineData(SessionCode.Idle, "await c.{|SGP1001:DataAsync|}();", "(await c.MailAsync(from)).EnsurePositive();\n        " + Rcpt + "await c.DataAsync();")]
    [InlineData(SessionCode.Recipients, "await c.{|SGP1002:SendMessageAsync|}(stream);", "(await c.DataAsync()).EnsurePositive();\n        await c.SendMessageAsync(stream);")]
    [InlineData("var c = new SmtpProtocolClient(stream);", "await c.{|SGP1001:EhloAsync|}(\"me\");", "(await c.ReadGreetingAsync()).EnsurePositive();\n        await c.EhloAsync(\"me\");")]
    [InlineData("var c = new SmtpProtocolClient(stream); var localName = \"me\";", "await c.{|SGP1001:MailAsync|}(\"a@b\");", "(await c.ReadGreetingAsync()).EnsurePositive();\n        (await c.EhloAsync(localName)).EnsurePositive();\n        await c.MailAsync(\"a@b\");")]
    [InlineData(SessionCode.Sender, "var r = (await c.{|SGP1001:DataAsync|}()).Code;", Rcpt + "var r = (await c.DataAsync()).Code;")]
    [InlineData(SessionCode.Sender, "await c.{|SGP1001:DataAsync|}().ConfigureAwait(false);", "(await c.RcptAsync(to).ConfigureAwait(false)).EnsurePositive();\n        await c.DataAsync().ConfigureAwait(false);")]
    [InlineData(SessionCode.Sender, "// The message.\n        await c.{|SGP1001:DataAsync|}();", "// The message.\n        " + Rcpt + "await c.DataAsync();")]
    [InlineData(SessionCode.Sender, "if (flag)\n            await c.{|SGP1001:DataAsync|}();", "if (flag)\n        {\n            (await c.RcptAsync(to)).EnsurePositive();\n            await c.DataAsync();\n        }")]
    [InlineData(SessionCode.Sender, "if (flag)\n        {\n            await c.{|SGP1001:DataAsync|}();\n        }", "if (flag)\n        {\n            (await c.RcptAsync(to)).EnsurePositive();\n            await c.DataAsync();\n        }")]
    [InlineData("await f.MailAsync(\"x\");", "await f.{|SGP1001:DataAsync|}();", "(await f.RcptAsync(to)).EnsurePositive();\n        await f.DataAsync();")]
    [InlineData("", "await p.MailAsync(\"x\");\n        await p.{|SGP1001:DataAsync|}();", "await p.MailAsync(\"x\");\n        (await p.RcptAsync(to)).EnsurePositive();\n        await p.DataAsync();")]
    public Task The_missing_commands_are_sent_first_and_their_replies_looked_at(string before, string wrong, string right) => Check(Method(before, wrong), Method(before, right));

    [Theory]
    [InlineData(SessionCode.Sender, "await c.{|SGP1001:MailAsync|}(from);", "(await c.RsetAsync()).EnsurePositive();\n        await c.MailAsync(from);")]
    [InlineData(SessionCode.Recipients, "await c.{|SGP1001:MailAsync|}(from);", "(await c.RsetAsync()).EnsurePositive();\n        await c.MailAsync(from);")]
    [InlineData(SessionCode.Sender + "await c.RcptAsync(to);", "await c.{|SGP1001:MailAsync|}(from);", "(await c.RsetAsync()).EnsurePositive();\n        await c.MailAsync(from);")]
    [InlineData(SessionCode.Sender, "await c.{|SGP1001:AuthAsync|}(\"PLAIN\");", "(await c.RsetAsync()).EnsurePositive();\n        await c.AuthAsync(\"PLAIN\");")]
    public Task An_open_transaction_is_given_up_by_the_command_that_needs_nothing(string before, string wrong, string right) => Check(Method(before, wrong), Method(before, right));

    [Theory]
    [InlineData(SessionCode.Recipients + "(await c.DataAsync()).EnsurePositive();", "await c.{|SGP1001:RsetAsync|}();")]
    [InlineData(SessionCode.Recipients + "(await c.DataAsync()).EnsurePositive();", "await c.{|SGP1001:MailAsync|}(from);")]
    [InlineData(SessionCode.Recipients + "(await c.BdatAsync(default, false)).EnsurePositive();", "await c.{|SGP1001:RcptAsync|}(to);")]
    [InlineData(SessionCode.Idle, "await c.{|SGP1002:AuthResponseAsync|}(\"x\");")]
    [InlineData(SessionCode.Idle + "if (flag) (await c.MailAsync(from)).EnsurePositive();", "await c.{|SGP1001:DataAsync|}();")]
    [InlineData(SessionCode.Idle + "if (flag) await c.QuitAsync();", "await c.{|SGP1001:RcptAsync|}(to);")]
    public Task Where_only_content_leads_on_or_it_is_not_certain_what_does_there_is_no_fix(string before, string code) => Check(Method(before, code), Method(before, code));

    [Theory]
    [InlineData("string forwardPath, string to", "forwardPath")]
    [InlineData("string to, string other", "to")]
    [InlineData("string recipient", "recipient")]
    [InlineData("string recipientAddress", "recipientAddress")]
    [InlineData("string envelopeTo", "envelopeTo")]
    [InlineData("string @to", "to")]
    public Task An_argument_is_what_is_in_scope_by_its_name(string parameters, string argument) => Check(
        Method(SessionCode.Sender, "await c.{|SGP1001:DataAsync|}();", parameters),
        Method(SessionCode.Sender, $"(await c.RcptAsync({argument})).EnsurePositive();\n        await c.DataAsync();", parameters));

    [Theory]
    [InlineData("string text")]
    [InlineData("string replyTo")]
    [InlineData("string recipientName")]
    [InlineData("string timeToLive")]
    [InlineData("string[] recipient")]
    [InlineData("string? to")]
    [InlineData("string to, string recipient")]
    public Task An_argument_that_is_not_in_scope_is_never_invented(string parameters) => Check(
        Method(SessionCode.Sender, "await c.{|SGP1001:DataAsync|}();", parameters), Method(SessionCode.Sender, "await c.{|SGP1001:DataAsync|}();", parameters));

    [Theory]
    [InlineData("string to; if (flag) to = \"x\"; " + SessionCode.Sender, "await c.{|SGP1001:DataAsync|}();")]
    [InlineData(SessionCode.Sender, "await c.{|SGP1001:DataAsync|}(); string to = \"x\"; System.Console.WriteLine(to);")]
    [InlineData("string to = \"x\"; static async Task Local(SmtpProtocolClient c) { await c.MailAsync(\"x\");", "await c.{|SGP1001:DataAsync|}(); }")]
    public Task A_variable_without_a_value_is_no_argument(string before, string code) => Check(Method(before, code, ""), Method(before, code, ""));

    [Theory]
    [InlineData("string to, CancellationToken token", "DataAsync(token)", "RcptAsync(to, cancellationToken: token)")]
    [InlineData("string to, CancellationToken token", "DataAsync(cancellationToken: token)", "RcptAsync(to, cancellationToken: token)")]
    [InlineData("string to, CancellationToken token", "DataAsync()", "RcptAsync(to)")]
    [InlineData("string to, CancellationTokenSource source", "DataAsync(source.Token)", "RcptAsync(to, cancellationToken: source.Token)")]
    public Task The_token_of_the_call_is_passed_on(string parameters, string call, string inserted) => Check(
        Method(SessionCode.Sender, $"await c.{{|SGP1001:{call.Split('(')[0]}|}}({call.Split('(')[1]};", parameters),
        Method(SessionCode.Sender, $"(await c.{inserted}).EnsurePositive();\n        await c.{call};", parameters));

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
            Method("", $"{begin}(await c.ReadGreetingAsync()).EnsurePositive();\n            await c.EhloAsync(\"me\");\n        {end}"));
    }

    [Fact]
    public async Task Without_a_way_there_is_no_fix()
    {
        var code = SessionCode.Method("var c = new SmtpProtocolClient(stream); await c.ReadGreetingAsync(); await c.ReadGreetingAsync();");
        var finding = Assert.Single(await Code.Findings(new SessionAnalyzer(), code));
        Assert.False(finding.Properties.ContainsKey(MissingActions.Way));
    }

    [Theory]
    [InlineData("string", true)]
    [InlineData("System.ReadOnlyMemory<byte>", false)]
    [InlineData("System.IO.Stream", false)]
    public async Task A_command_that_carries_content_is_not_on_the_way(string type, bool isOnTheWay)
    {
        string code = $$"""
            using System.Threading.Tasks;
            using SmtpGen.Runtime;
            [assembly: ProtocolModel("Own", "initial Start\nstate Open\nstate Stored\nfinal End\nedge Start connect 220 Hi Open\nedge Open PUT 250 Ok Stored\nedge Stored GET 250 Ok Stored\n")]
            [ProtocolClient("Own")]
            class OwnClient
            {
                [ProtocolAction("connect")] public Task ReadGreetingAsync() => Task.CompletedTask;
                [ProtocolAction("PUT")] public Task PutAsync({{type}} data) => Task.CompletedTask;
                [ProtocolAction("GET")] public Task GetAsync() => Task.CompletedTask;
            }
            class Application
            {
                async Task Run({{type}} data) { var c = new OwnClient(); await c.ReadGreetingAsync(); await c.GetAsync(); }
            }
            """;

        var finding = Assert.Single(await Code.Findings(new SessionAnalyzer(), code));

        Assert.Equal(isOnTheWay, finding.Properties.ContainsKey(MissingActions.Way));
    }

    /// <summary>The fix turns a file into another one, and leaves nothing to fix in it.</summary>
    internal static async Task Check(string wrong, string right)
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

    /// <summary>A file with a method.</summary>
    internal static string Method(string before, string body, string parameters = "string from, string to") => $$"""
        #nullable enable
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;
        using SmtpGen.Protocols.Smtp;
        using SmtpGen.Runtime.Client;

        class Application
        {
            bool flag = true;
            readonly SmtpProtocolClient f = null!;

            async Task Run(Stream stream, SmtpProtocolClient p{{(parameters.Length > 0 ? ", " + parameters : "")}})
            {
                {{before.TrimEnd()}}
                {{body}}
            }
        }

        """;
}
