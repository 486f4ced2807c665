using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SmtpGen.Analyzers.Tests;

/// <summary>Where and when the analyzer reports, and how it is configured.</summary>
public sealed class SpecificationAnalyzerTests
{
    private static readonly SpecText s_rest = new("spec/base.protocol", File.ReadAllText(Path.Combine(Repository.Root, "docs/diagnostics/base.protocol")));

    // The unused reply is a warning, and only all files together show it.
    private static readonly SpecText s_unused = new(
        "spec/talk.protocol", "protocol Talk {\n    include \"base.protocol\"\n    states { initial Connected; final Closed }\n    reply odd 250 2.0.0 \"Odd\"\n}\n");

    [Fact]
    public async Task The_shipped_protocols_have_no_findings()
    {
        string folder = Path.Combine(Repository.Root, "protocol");
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".protocol" or ".abnf" or ".help")
            .Select(path => new SpecText(path, File.ReadAllText(path))).ToList();

        Assert.NotEmpty(files);
        Assert.Empty((await AnalyzerRun.FindAsync(files)).Select(AnalyzerRun.Print));
    }

    [Fact]
    public async Task A_finding_marks_its_characters_in_the_file_it_stands_in()
    {
        var found = Assert.Single(await AnalyzerRun.FindAsync([s_rest, s_unused]));

        var place = found.Location.GetLineSpan();
        Assert.Equal("spec/talk.protocol", place.Path);
        Assert.Equal(new LinePositionSpan(new LinePosition(3, 10), new LinePosition(3, 13)), place.Span);
        Assert.Equal("odd", s_unused.Text.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task An_IDE_that_asks_about_one_open_file_gets_all_its_findings()
    {
        var broken = new SpecText("spec/broken.protocol", "command NOOP {\n");
        var run = AnalyzerRun.Begin([s_rest, s_unused, broken]);

        Assert.Equal(["SGP0001"], await FindIn(broken));
        Assert.Empty(await FindIn(s_rest));
        run = AnalyzerRun.Begin([s_rest, s_unused]);
        Assert.Equal(["SGP0301"], await FindIn(s_unused));

        async Task<IEnumerable<string>> FindIn(SpecText file) =>
            (await run.GetAnalysisResultAsync(file, TestContext.Current.CancellationToken)).GetAllDiagnostics().Select(d => d.Id);
    }

    [Fact]
    public async Task A_file_whose_text_is_the_same_is_read_once()
    {
        var rest = new SpecText(s_rest.Path, s_rest.Text);

        await AnalyzerRun.FindAsync([rest, s_unused]);
        await AnalyzerRun.FindAsync([rest, new SpecText(s_unused.Path, s_unused.Text)]);

        Assert.Equal(1, rest.Reads);
    }

    [Fact]
    public async Task Other_files_of_the_project_are_left_alone() =>
        Assert.Empty(await AnalyzerRun.FindAsync([new SpecText("notes.txt", "protocol {")]));

    [Theory]
    [InlineData("error", DiagnosticSeverity.Error)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    public async Task A_globalconfig_sets_the_severity(string configured, DiagnosticSeverity expected) =>
        Assert.Equal(expected, Assert.Single(await AnalyzerRun.FindAsync([s_rest, s_unused], Configured($"dotnet_diagnostic.SGP0301.severity = {configured}"))).Severity);

    [Fact]
    public async Task A_globalconfig_silences_a_finding() =>
        Assert.Empty(await AnalyzerRun.FindAsync([s_rest, s_unused], Configured("dotnet_diagnostic.SGP0301.severity = none")));

    [Fact]
    public async Task NoWarn_silences_a_finding_and_WarningsAsErrors_makes_it_an_error()
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);

        Assert.Empty(await AnalyzerRun.FindAsync([s_rest, s_unused], options.WithSpecificDiagnosticOptions([new("SGP0301", ReportDiagnostic.Suppress)])));
        Assert.Equal(
            DiagnosticSeverity.Error,
            Assert.Single(await AnalyzerRun.FindAsync([s_rest, s_unused], options.WithSpecificDiagnosticOptions([new("SGP0301", ReportDiagnostic.Error)]))).Severity);
    }

    private static CSharpCompilationOptions Configured(string line)
    {
        AnalyzerConfig[] files = [AnalyzerConfig.Parse($"is_global = true\n{line}\n", "/.globalconfig")];
        var config = AnalyzerConfigSet.Create(files);
        return new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
            .WithSyntaxTreeOptionsProvider(new GlobalOptions(config.GlobalConfigOptions));
    }

    /// <summary>What the compiler makes of a global configuration.</summary>
    private sealed class GlobalOptions(AnalyzerConfigOptionsResult options) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            TryGetGlobalDiagnosticValue(diagnosticId, cancellationToken, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            options.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}
