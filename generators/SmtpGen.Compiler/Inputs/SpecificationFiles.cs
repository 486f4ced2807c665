using Microsoft.CodeAnalysis.Diagnostics;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Compiler.Inputs;

/// <summary>Which of a project's additional files are specifications.</summary>
internal static class SpecificationFiles
{
    /// <summary>Whether it is a specification or a translation.</summary>
    public static bool IsSpec(string path) => Ends(path, ".protocol") || Ends(path, ".help");

    /// <summary>Whether it is a grammar.</summary>
    public static bool IsGrammar(string path) => Ends(path, ".abnf");

    /// <summary>The root namespace of the referenced assembly that a file is compiled into; null: it is compiled here.</summary>
    /// <param name="options">The options of the file.</param>
    public static string? CompiledInto(AnalyzerConfigOptions options) =>
        options.TryGetValue("build_metadata.AdditionalFiles." + SpecFile.CompiledIntoMetadata, out string? value) && value.Length > 0 ? value : null;

    private static bool Ends(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
