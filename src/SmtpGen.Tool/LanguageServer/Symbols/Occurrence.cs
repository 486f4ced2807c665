using SmtpGen.Language.Text;

namespace SmtpGen.Tool.LanguageServer.Symbols;

/// <summary>What a name names.</summary>
internal enum SymbolKind
{
    Protocol,
    State,
    Reply,
    Command,
    Flag,
    Option,
    Limit,
    Word,
    Extension,
    Body,
    Rule,
    Status,
    Policy,
    Capture,
    File,
}

/// <summary>A name in a file.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Name">The name, as it is compared.</param>
/// <param name="Source">The file.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="IsDeclaration">Whether it says what there is, and does not only refer to it.</param>
/// <param name="Doc">What is said of it where it is declared; empty if nothing.</param>
internal sealed record Occurrence(SymbolKind Kind, string Name, SourceText Source, TextSpan Span, bool IsDeclaration, string Doc)
{
    /// <summary>Whether a place is inside of it, or at one of its ends.</summary>
    public bool Touches(string path, int offset) => Source.Path == path && Span.Start <= offset && offset <= Span.End;
}
