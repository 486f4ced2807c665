using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SourceText = SmtpGen.Language.Text.SourceText;

namespace SmtpGen.Compiler.Inputs;

/// <summary>How an analyzer reads the specification files of a project. Each is read again only when its text is another.</summary>
internal static class ParsedFiles
{
    /// <summary>Reads specifications and translations.</summary>
    public static AdditionalTextValueProvider<SpecFile> Specs { get; } = new(file => SpecFile.Parse(Read(file)));

    /// <summary>Reads grammars.</summary>
    public static AdditionalTextValueProvider<AbnfFile> Grammars { get; } = new(file => AbnfParser.ParseFile(Read(file)));

    private static SourceText Read(AdditionalText file) => new(file.Path, file.GetText()?.ToString() ?? "");
}
