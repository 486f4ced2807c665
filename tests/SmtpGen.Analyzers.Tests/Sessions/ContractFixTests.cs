using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using SmtpGen.Analyzers.Typestate;
using SmtpGen.CodeFixes;

namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>The fixes of contracts that cannot hold.</summary>
public class ContractFixTests
{
    private const string Rset = "(await c.RsetAsync()).EnsurePositive();\n        ";

    [Theory]
    [InlineData(SessionCode.Sender, "await Begin({|SGP1005:c|});", Rset + "await Begin(c);")]
    [InlineData(SessionCode.Sender, "await Begin({|SGP1005:client: c|});", Rset + "await Begin(client: c);")]
    [InlineData(SessionCode.Sender, "await Begin({|SGP1005:c|}).ConfigureAwait(false);", "(await c.RsetAsync().ConfigureAwait(false)).EnsurePositive();\n        await Begin(c).ConfigureAwait(false);")]
    [InlineData(SessionCode.Sender, "Sync({|SGP1005:c|});", Rset + "Sync(c);")]
    [InlineData(SessionCode.Sender, "await {|SGP1005:c|}.BeginAsync();", Rset + "await c.BeginAsync();")]
    [InlineData(SessionCode.Sender + "await c.RcptAsync(\"x\");", "await Begin({|SGP1005:c|});", Rset + "await Begin(c);")]
    [InlineData(SessionCode.Idle, "await Recipients({|SGP1005:c|});", "(await c.MailAsync(sender)).EnsurePositive();\n        (await c.RcptAsync(recipient)).EnsurePositive();\n        await Recipients(c);")]
    [InlineData("var c = new SmtpProtocolClient(stream);", "await Begin({|SGP1005:c|});", "(await c.ReadGreetingAsync()).EnsurePositive();\n        (await c.EhloAsync(localName)).EnsurePositive();\n        await Begin(c);")]
    [InlineData(SessionCode.Sender, "if (await Ask({|SGP1005:c|}) && flag) return;", Rset + "if (await Ask(c) && flag) return;")]
    [InlineData(SessionCode.Sender, "if (flag)\n            await Begin({|SGP1005:c|});", "if (flag)\n        {\n            (await c.RsetAsync()).EnsurePositive();\n            await Begin(c);\n        }")]
    public Task What_leads_to_the_state_that_is_asked_for_is_sent_first(string before, string wrong, string right) =>
        Check<MissingActionsCodeFix>(Method(before, wrong), Method(before, right));

    [Fact]
    public Task All_callers_are_led_to_the_state_that_is_asked_for() => Check<MissingActionsCodeFix>(
        Method(SessionCode.Idle, "await Begin(c);\n        await Begin({|SGP1005:c|});\n        await Begin({|SGP1005:c|});"),
        Method(SessionCode.Idle, "await Begin(c);\n        " + Rset + "await Begin(c);\n        " + Rset + "await Begin(c);"));

    [Theory]
    [InlineData(SessionCode.Idle + "await c.QuitAsync();", "await Begin({|SGP1005:c|});")]
    [InlineData(SessionCode.Idle, "await Greet({|SGP1005:c|});")]
    [InlineData(SessionCode.Idle + "if (flag) (await c.MailAsync(\"x\")).EnsurePositive();", "await Recipients({|SGP1005:c|});")]
    [InlineData(SessionCode.Sender, "if (flag && await Ask({|SGP1005:c|})) return;")]
    [InlineData(SessionCode.Sender, "_ = flag ? await Ask({|SGP1005:c|}) : false;")]
    [InlineData(SessionCode.Sender, "while (await Ask({|SGP1005:c|})) return;")]
    [InlineData(SessionCode.Idle, "if ((await c.MailAsync(\"x\")).EnsurePositive().IsPositive & await Ask({|SGP1005:c|})) return;")]
    [InlineData("", "void Local() { var c = new SmtpProtocolClient(stream); Sync({|SGP1005:c|}); }")]
    public Task Where_it_is_not_certain_what_leads_there_is_no_fix(string before, string code) =>
        Check<MissingActionsCodeFix>(Method(before, code), Method(before, code));

    [Theory]
    [InlineData("[EnsuresState(SmtpState.Sender)] SmtpProtocolClient c", "{|SGP1005:(await c.RsetAsync()).EnsurePositive();|}", "[EnsuresState(SmtpState.Connected, SmtpState.Idle)] SmtpProtocolClient c")]
    [InlineData("[RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Sender)] SmtpProtocolClient c", "{|SGP1005:(await c.RsetAsync()).EnsurePositive();|}", "[RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Idle)] SmtpProtocolClient c")]
    [InlineData("[RequiresState(SmtpState.Idle)][EnsuresState(SmtpState.Recipients)] SmtpProtocolClient c", "{|SGP1005:await c.MailAsync(\"x\");|}", "[RequiresState(SmtpState.Idle)][EnsuresState(SmtpState.Idle, SmtpState.Sender)] SmtpProtocolClient c")]
    [InlineData("[RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Sender)] SmtpProtocolClient c", "if ((await c.MailAsync(\"x\")).IsPositive) return; {|SGP1005:await c.NoopAsync();|}", "[RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Idle, SmtpState.Sender)] SmtpProtocolClient c")]
    [InlineData("[RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Sender)] SmtpProtocolClient c", "if (flag) { {|SGP1005:await c.RsetAsync();|} return; } {|SGP1005:await c.NoopAsync();|}", "[RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Idle)] SmtpProtocolClient c")]
    [InlineData("[RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Sender)] SmtpProtocolClient c", "{|SGP1005:await c.QuitAsync();|}", "[RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Closed)] SmtpProtocolClient c")]
    [InlineData("[RequiresState(SmtpState.Idle), EnsuresState(new object[] { SmtpState.Sender })] SmtpProtocolClient c", "{|SGP1005:await c.RsetAsync();|}", "[RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Idle)] SmtpProtocolClient c")]
    public Task A_method_can_promise_what_it_keeps(string wrong, string body, string right) =>
        Check<ContractStatesCodeFix>(Promise(wrong, body), Promise(right, Unmarked(body)));

    [Theory]
    [InlineData("static async Task M([RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Sender)] SmtpProtocolClient c) { if (flag) { await Take(c); return; } {|SGP1005:await c.NoopAsync();|} }")]
    [InlineData("class Derived : Base { public override async Task M([RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Sender)] SmtpProtocolClient c) { {|SGP1005:await c.NoopAsync();|} } }")]
    [InlineData("class Derived : IBase { public async Task M([RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Sender)] SmtpProtocolClient c) { {|SGP1005:await c.NoopAsync();|} } }")]
    [InlineData("class Derived : IBase { async Task IBase.M([RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Sender)] SmtpProtocolClient c) { {|SGP1005:await c.NoopAsync();|} } }")]
    public Task What_a_method_keeps_must_be_certain_and_its_own(string members) =>
        Check<ContractStatesCodeFix>(Method("", "", members), Method("", "", members));

    private static async Task Check<TFix>(string wrong, string right)
        where TFix : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<SessionAnalyzer, TFix, DefaultVerifier>
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

    private static string Unmarked(string code)
    {
        TestFileMarkupParser.GetSpans(code, out string text, out ImmutableDictionary<string, ImmutableArray<TextSpan>> _);
        return text;
    }

    private static string Promise(string parameter, string body) => Method("", "", $"static async Task M({parameter}) {{ {body} }}");

    private static string Method(string before, string body, string members = "") => $$"""
        using System.IO;
        using System.Threading.Tasks;
        using SmtpGen.Protocols.Smtp;
        using SmtpGen.Runtime;
        using SmtpGen.Runtime.Client;

        class Application
        {
            static bool flag = true;
            static extern Task Take(SmtpProtocolClient client);
            static Task Begin([RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Sender)] SmtpProtocolClient client) => throw null;
            static Task<bool> Ask([RequiresState(SmtpState.Idle)] SmtpProtocolClient client) => throw null;
            static Task Greet([RequiresState(SmtpState.Connected)] SmtpProtocolClient client) => throw null;
            static Task Recipients([RequiresState(SmtpState.Recipients)] SmtpProtocolClient client) => throw null;
            static void Sync([RequiresState(SmtpState.Idle)] SmtpProtocolClient client) { }
            abstract class Base { public abstract Task M([RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Sender)] SmtpProtocolClient c); }
            interface IBase { Task M([RequiresState(SmtpState.Idle), EnsuresState(SmtpState.Sender)] SmtpProtocolClient c); }
            {{members}}

            async Task Run(Stream stream, string sender, string recipient, string localName)
            {
                {{before.TrimEnd()}}
                {{body}}
            }
        }

        static class Transactions
        {
            public static Task BeginAsync([RequiresState(SmtpState.Idle)] this SmtpProtocolClient client) => throw null;
        }

        """;
}
