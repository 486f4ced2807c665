using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SourceText = SmtpGen.Language.Text.SourceText;

namespace SmtpGen.Analyzers.SpecRules;

/// <summary>How the specification files of a project are read. Each is read again only when its text is another.</summary>
internal static class ParsedFiles
{
    /// <summary>Reads specifications and translations.</summary>
    public static AdditionalTextValueProvider<SpecFile> Specs { get; } = new(file => SpecFile.Parse(Read(file)));

    /// <summary>Reads grammars.</summary>
    public static AdditionalTextValueProvider<AbnfFile> Grammars { get; } = new(file => AbnfParser.ParseFile(Read(file)));

    /// <summary>Whether it is a grammar.</summary>
    public static bool IsGrammar(AdditionalText file) => Ends(file, ".abnf");

    /// <summary>Whether it is a specification or a translation.</summary>
    public static bool IsSpec(AdditionalText file) => Ends(file, ".protocol") || Ends(file, ".help");

    private static SourceText Read(AdditionalText file) => new(file.Path, file.GetText()?.ToString() ?? "");

    private static bool Ends(AdditionalText file, string extension) => file.Path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
