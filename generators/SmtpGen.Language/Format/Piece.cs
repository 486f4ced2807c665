using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Format;

/// <summary>A comment of a specification.</summary>
/// <param name="Text">Its characters, from the first slash to the last that is not blank.</param>
/// <param name="StartsLine">Whether it has its line for itself.</param>
/// <param name="IsAfterBlank">Whether an empty line stands before it.</param>
/// <param name="Offset">Where it stands after the end of the token before it.</param>
internal sealed record Comment(string Text, bool StartsLine, bool IsAfterBlank, int Offset);

/// <summary>What is written without a break: a token, or a word of a pattern.</summary>
/// <param name="Text">Its characters, as they stand in the file.</param>
/// <param name="Kind">What token it is; null for a word of a pattern.</param>
internal sealed record Piece(string Text, TokenKind? Kind)
{
    /// <summary>What begins with it; null: nothing does.</summary>
    public ItemKind? Item { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public int Offset { get; init; }

    /// <summary>The comments before it.</summary>
    public IReadOnlyList<Comment> Comments { get; init; } = [];

    /// <summary>Whether it begins a line of the file.</summary>
    public bool StartsLine { get; init; }

    /// <summary>Whether an empty line stands before it, and after its comments.</summary>
    public bool IsAfterBlank { get; init; }

    /// <summary>Whether nothing may stand between it and the piece before.</summary>
    public bool IsGlued { get; init; }

    /// <summary>Whether it is this symbol, outside of a pattern.</summary>
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>Whether it is this word, outside of a pattern.</summary>
    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;
}
