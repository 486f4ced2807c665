using System.Collections.Immutable;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Analyzers.Tests;

/// <summary>Runs an analyzer over code that uses the compiled library.</summary>
internal static class Code
{
    /// <summary>The libraries of an application.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(ProtocolModelAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(SmtpProtocolClient).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Mail.SmtpReceiver).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Envelopes.MailEnvelope).Assembly.Location),
    ];

    /// <summary>The code must have the findings that <c>{|ID:...|}</c> marks, and no others.</summary>
    public static async Task HasMarkedFindings(
        DiagnosticAnalyzer analyzer, string marked, string? alsoEnabled = null)
    {
        TestFileMarkupParser.GetSpans(marked, out string source, out ImmutableDictionary<string, ImmutableArray<Microsoft.CodeAnalysis.Text.TextSpan>> _);
        var found = await Findings(analyzer, source, alsoEnabled);
        var remarked = new StringBuilder(source);
        foreach (var finding in found.OrderByDescending(finding => finding.Location.SourceSpan.Start))
            remarked.Insert(finding.Location.SourceSpan.End, "|}").Insert(finding.Location.SourceSpan.Start, $"{{|{finding.Id}:");
        Assert.Equal(marked, remarked.ToString());
    }

    /// <summary>What an analyzer says of code.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Findings(
        DiagnosticAnalyzer analyzer, string source, string? alsoEnabled = null, string usings = "")
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
            .WithSpecificDiagnosticOptions(alsoEnabled is null ? [] : [new(alsoEnabled, ReportDiagnostic.Warn)]);
        var syntax = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create(
            "Application", [CSharpSyntaxTree.ParseText(source, syntax, "example.cs"), CSharpSyntaxTree.ParseText(usings, syntax)], References, options);
        if (source.StartsWith("// Program", StringComparison.Ordinal))
            compilation = compilation.WithOptions(options.WithOutputKind(OutputKind.ConsoleApplication));
        Assert.Empty(compilation.GetDiagnostics().Where(error => error.Severity == DiagnosticSeverity.Error));
        var findings = await compilation.WithAnalyzers([analyzer]).GetAllDiagnosticsAsync();
        Assert.DoesNotContain(findings, finding => finding.Id == "AD0001");
        return [.. findings.Where(finding => finding.Id.StartsWith("SGP", StringComparison.Ordinal))];
    }
}
