using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmtpGen.Compiler;

namespace SmtpGen.Analyzers.Tests;

/// <summary>Who reports what is wrong with a specification.</summary>
public sealed class ReporterTests
{
    // A warning and an error.
    private static readonly SpecText[] s_files =
    [
        new("spec/base.protocol", File.ReadAllText(Path.Combine(Repository.Root, "docs/diagnostics/base.protocol"))),
        new("spec/talk.protocol", "protocol Talk {\n    include \"base.protocol\"\n    grammar \"broken.abnf\"\n    states { initial Connected; final Closed }\n    reply odd 250 2.0.0 \"Odd\"\n}\n"),
        new("spec/broken.abnf", "= DIGIT\n"),
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_finding_is_reported_once(bool isDesignTime)
    {
        var reported = (await FromAnalyzer(isDesignTime)).Concat(FromGenerator(isDesignTime));

        Assert.Equal(["SGP0101", "SGP0301"], reported.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void In_a_build_the_generator_reports_the_errors() => Assert.Equal(["SGP0101"], FromGenerator(isDesignTime: false));

    [Fact]
    public void In_an_IDE_the_analyzer_reports_everything() => Assert.Empty(FromGenerator(isDesignTime: true));

    private static async Task<IEnumerable<string>> FromAnalyzer(bool isDesignTime) =>
        (await AnalyzerRun.Begin(s_files, isDesignTime: isDesignTime).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).Select(d => d.Id);

    private static IEnumerable<string> FromGenerator(bool isDesignTime) => CSharpGeneratorDriver
        .Create([new ProtocolGenerator().AsSourceGenerator()], s_files, optionsProvider: new DesignTime(isDesignTime))
        .RunGenerators(CSharpCompilation.Create("Example"), TestContext.Current.CancellationToken)
        .GetRunResult().Diagnostics.Select(d => d.Id);
}
