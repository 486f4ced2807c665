using Microsoft.CodeAnalysis.Diagnostics;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler.Findings;

/// <summary>Decides who reports a finding: the generator or the analyzer, never both.</summary>
/// <remarks>
/// Code that needs what a broken specification lacks may not compile, and a build whose declarations do not compile asks no
/// analyzer. In a build the generator therefore reports the errors. An IDE marks in the open file only what an analyzer
/// reports, and offers fixes only there; it says that it builds at design time.
/// </remarks>
internal static class Reporter
{
    private const string DesignTimeBuild = "build_property.DesignTimeBuild";

    /// <summary>Whether the generator reports the errors of this compilation.</summary>
    /// <param name="options">The options of the compilation.</param>
    public static bool LeavesErrorsToGenerator(AnalyzerConfigOptions options) =>
        !(options.TryGetValue(DesignTimeBuild, out string? value) && value.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a finding is among the errors.</summary>
    public static bool IsError(SpecDiagnostic finding) => finding.Rule.DefaultSeverity == Severity.Error;
}
