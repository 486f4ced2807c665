using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SmtpGen.Compiler.Tests;

/// <summary>The options of a project that has a root namespace, and of files that say where they were compiled.</summary>
internal sealed class RootNamespace(string value) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options("build_property.RootNamespace", value);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
        textFile is SpecText { CompiledInto: { } elsewhere } ? new Options("build_metadata.AdditionalFiles.SmtpGenCompiledInto", elsewhere) : GlobalOptions;

    private sealed class Options(string only, string text) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == only ? text : null;
            return value is not null;
        }
    }
}
