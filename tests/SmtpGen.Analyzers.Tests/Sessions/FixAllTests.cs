using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using SmtpGen.Analyzers.Typestate;
using SmtpGen.CodeFixes;

namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>What is fixed at once.</summary>
public class FixAllTests
{
    [Fact]
    public async Task Findings_of_several_kinds_in_several_files_are_fixed_each_in_its_way()
    {
        var test = new CSharpCodeFixTest<SessionAnalyzer, MissingActionsCodeFix, DefaultVerifier>
        {
            TestState = { Sources = { Wrong("A"), Wrong("B") } },
            FixedState = { Sources = { Right("A"), Right("B") } },
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
            CompilerDiagnostics = CompilerDiagnostics.Errors,
            DisabledDiagnostics = { "SGP1004" },
            NumberOfIncrementalIterations = 8,
            NumberOfFixAllIterations = 1,
            NumberOfFixAllInDocumentIterations = 2,
        };
        test.TestState.AdditionalReferences.AddRange(Code.References);
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task The_check_of_a_reply_is_imported() => FixTests.Check(
        "using SmtpGen.Protocols.Smtp;\n\nclass A\n{\n    async System.Threading.Tasks.Task M(SmtpProtocolClient c, string to)\n    {\n        await c.MailAsync(to);\n        await c.{|SGP1001:DataAsync|}();\n    }\n}\n",
        "using SmtpGen.Protocols.Smtp;\nusing SmtpGen.Runtime.Client;\n\nclass A\n{\n    async System.Threading.Tasks.Task M(SmtpProtocolClient c, string to)\n    {\n        await c.MailAsync(to);\n        (await c.RcptAsync(to)).EnsurePositive();\n        await c.DataAsync();\n    }\n}\n");

    private static string Wrong(string name) => File(
        name,
        "await c.{|SGP1001:DataAsync|}();",
        "await c.{|SGP1001:DataAsync|}();\n        (await c.RcptAsync(\"x\")).EnsurePositive();",
        "await c.{|SGP1002:SendMessageAsync|}(stream);",
        "await Begin({|SGP1005:c|});");

    private static string Right(string name) => File(
        name,
        "(await c.RcptAsync(to)).EnsurePositive();\n        await c.DataAsync();",
        "(await c.RcptAsync(\"x\")).EnsurePositive();\n        await c.DataAsync();",
        "(await c.RcptAsync(to)).EnsurePositive();\n        (await c.DataAsync()).EnsurePositive();\n        await c.SendMessageAsync(stream);",
        "(await c.RsetAsync()).EnsurePositive();\n        await Begin(c);");

    private static string File(string name, string refused, string early, string content, string contract) => $$"""
        using System.IO;
        using System.Threading.Tasks;
        using SmtpGen.Protocols.Smtp;
        using SmtpGen.Runtime;
        using SmtpGen.Runtime.Client;

        class {{name}}
        {
            static Task Begin([RequiresState(SmtpState.Idle)] SmtpProtocolClient client) => Task.CompletedTask;

            async Task M(SmtpProtocolClient c, string to)
            {
                (await c.MailAsync("x")).EnsurePositive();
                {{refused}}
            }

            async Task N(SmtpProtocolClient c)
            {
                (await c.MailAsync("x")).EnsurePositive();
                {{early}}
            }

            async Task O(SmtpProtocolClient c, string to, Stream stream)
            {
                (await c.MailAsync("x")).EnsurePositive();
                {{content}}
            }

            async Task P(SmtpProtocolClient c)
            {
                (await c.MailAsync("x")).EnsurePositive();
                {{contract}}
            }
        }

        """;
}
