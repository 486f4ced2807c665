using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using SmtpGen.Analyzers.Tests.Handlers;

namespace SmtpGen.Analyzers.Tests.Sessions;

/// <summary>Code that does not compile, as an editor has it while one types.</summary>
public class BrokenCodeTests
{
    private const int FilesPerSeed = 150;

    /// <summary>The code of all cases about clients and about handlers.</summary>
    private static readonly string[] s_cases =
    [
        .. Cases(typeof(BrokenCodeTests)).Select(body => SessionCode.Method(body)),
        .. Cases(typeof(HandlerTests)).Select(method => $$"""
            using System.Threading; using System.Threading.Tasks; using SmtpGen.Runtime; using SmtpGen.Protocols.Smtp;
            class Handler : SmtpHandler { {{method}} SmtpMailResult Answer(SmtpMailArguments a) => {{method}}; }
            """),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_analyzer_throws_where_pieces_of_the_code_are_missing(int seed)
    {
        var random = new Random(seed);
        var trees = Enumerable.Range(0, FilesPerSeed).Select(i =>
        {
            string code = s_cases[random.Next(s_cases.Length)];
            return Parse($"namespace File{i} {{\n{(random.Next(4) == 0 ? WithoutEnd(code, random) : WithoutTokens(code, random))} }}", $"{i}.cs");
        });
        var compilation = CSharpCompilation.Create(
            "Broken", trees, Code.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var found = await compilation.WithAnalyzers(AnalyzerRun.All).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Contains(found, finding => finding.Id == "SGP1001");
        Assert.DoesNotContain(found, finding => finding.Id == "AD0001");
    }

    [Theory]
    [InlineData("Same(Missing.Ok, (await c.MailAsync(\"a@b\")).Kind); await c.RcptAsync(\"x\");")]
    [InlineData("if ((await c.MailAsync(\"a@b\")).IsPositive) return; Same(Missing.Ok, (await c.MailAsync(\"a@b\")).Kind); await c.RcptAsync(\"x\");")]
    [InlineData("Missing(c); await c.RcptAsync(\"x\");")]
    [InlineData("var r = Missing(await c.MailAsync(\"a@b\")); await c.RcptAsync(\"x\");")]
    [InlineData("await Missing(c).MailAsync(\"a@b\"); await c.RcptAsync(\"x\");")]
    [InlineData("await M2(c); await c.RcptAsync(\"x\"); } static async Task M2(SmtpProtocolClient c) { Same(Missing.Ok, (await c.MailAsync(\"a@b\")).Kind); Same(Missing.Ok, (await c.RcptAsync(\"x\")).Kind); await c.DataAsync();")]
    [InlineData("await M2(c); await c.DataAsync(); } static async Task M2(SmtpProtocolClient c) { if ((await c.MailAsync(\"a@b\")).IsPositive) { Same(Missing.Ok, (await c.RcptAsync(\"x\")).Kind); }")]
    public async Task What_is_not_written_to_its_end_may_mean_anything(string body)
    {
        string code = SessionCode.Method("SmtpProtocolClient c = new(stream); (await c.ReadGreetingAsync()).EnsurePositive(); (await c.EhloAsync(\"me\")).EnsurePositive(); " + body, "static void Same(object a, object b) { }");
        var compilation = CSharpCompilation.Create("Broken", [Parse(code, "broken.cs")], Code.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Contains(compilation.GetDiagnostics(TestContext.Current.CancellationToken), error => error.Id == "CS0103");

        Assert.Empty(await compilation.WithAnalyzers(AnalyzerRun.All).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));
    }

    private static IEnumerable<string> Cases(Type example) => example.Assembly.GetTypes()
        .Where(type => type.Namespace == example.Namespace)
        .SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>())
        .Select(data => Unmarked(string.Concat(data.Data.OfType<string>().Select(text => text + " "))))
        .Distinct().Order(StringComparer.Ordinal);

    private static string WithoutTokens(string code, Random random)
    {
        string[] tokens = [.. Parse(code, "").GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Select(token => token.ToFullString())];
        int begin = Array.FindIndex(tokens, token => token.Contains("class", StringComparison.Ordinal));
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(begin, tokens.Length);
            tokens[at] = random.Next(3) switch
            {
                0 => "",
                1 => tokens[random.Next(begin, tokens.Length)],
                _ => tokens[at] + tokens[random.Next(begin, tokens.Length)],
            };
        }

        return new StringBuilder().AppendJoin(' ', tokens).ToString();
    }

    private static string Unmarked(string code)
    {
        TestFileMarkupParser.GetSpans(code, out string text, out ImmutableDictionary<string, ImmutableArray<TextSpan>> _);
        return text;
    }

    private static string WithoutEnd(string code, Random random) => code[..random.Next(code.IndexOf("class", StringComparison.Ordinal), code.Length)];

    private static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest), path, cancellationToken: TestContext.Current.CancellationToken);
}
