using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SmtpGen.Analyzers.Tests;

/// <summary>The options of a project that an IDE compiles while one types, or that is built.</summary>
internal sealed class DesignTime(bool isDesignTime) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(isDesignTime);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Options(bool isDesignTime) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = isDesignTime && key == "build_property.DesignTimeBuild" ? "true" : null;
            return value is not null;
        }
    }
}
