using System.Runtime.CompilerServices;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests;

/// <summary>Short ways to compile specifications in tests.</summary>
internal static class SpecFiles
{
    /// <summary>The folder of the example specifications.</summary>
    public static string Folder { get; } = Path.Combine(Here(), "Specs");

    /// <summary>What most examples include.</summary>
    public static string SharedExample { get; } = Path.GetFullPath(Path.Combine(Here(), "../../docs/diagnostics/base.protocol"));

    /// <summary>The folder of the shipped specifications.</summary>
    public static string ProtocolFolder { get; } = Path.GetFullPath(Path.Combine(Here(), "../../protocol"));

    /// <summary>Compiles files; what a path ends in says what it is.</summary>
    public static Specification Compile(params (string Path, string Text)[] files) => Specification.Compile(
        files.Where(f => !IsGrammar(f.Path)).Select(f => SpecFile.Parse(new SourceText(f.Path, f.Text))),
        files.Where(f => IsGrammar(f.Path)).Select(f => AbnfParser.ParseFile(new SourceText(f.Path, f.Text))));

    /// <summary>Compiles files of the disk.</summary>
    public static Specification Read(IEnumerable<string> paths) =>
        Compile([.. paths.Select(p => (p.Replace('\\', '/'), File.ReadAllText(p)))]);

    /// <summary>The shipped specifications.</summary>
    public static Specification ReadProtocols() => Read(
        Directory.EnumerateFiles(ProtocolFolder, "*", SearchOption.AllDirectories)
            .Where(p => Path.GetExtension(p) is ".protocol" or ".abnf" or ".help"));

    private static bool IsGrammar(string path) => path.EndsWith(".abnf", StringComparison.Ordinal);

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
