using SmtpGen.Language.Text;

namespace SmtpGen.Language.Syntax;

/// <summary>What a token is.</summary>
public enum TokenKind
{
    /// <summary>After the last character.</summary>
    End,

    /// <summary>A keyword, name, number or code: letters, digits, inner hyphens and inner dots.</summary>
    Word,

    /// <summary>Text in double quotes.</summary>
    String,

    /// <summary>An octet such as <c>%x16</c>.</summary>
    Octet,

    /// <summary>Punctuation: <c>{ } ( ) [ ] , ; : = * / =&gt; -&gt; ..</c>.</summary>
    Symbol,

    /// <summary>A character that begins no token, or a string without end.</summary>
    Bad,
}

/// <summary>A token of a specification.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word, the symbol, or the contents of the string with its escapes resolved.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Doc">The doc comment in front of it, lines joined with spaces; empty if none.</param>
public readonly record struct Token(TokenKind Kind, string Text, TextSpan Span, string Doc)
{
    /// <summary>Whether it is this symbol.</summary>
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>Whether it is this word.</summary>
    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;

    /// <summary>The token as a message quotes it.</summary>
    public string Display => Kind switch
    {
        TokenKind.End => "the end of the file",
        TokenKind.String => $"\"{Shown}\"",
        _ => $"'{Shown}'",
    };

    // Cut before a character, never inside of its pair of surrogates.
    private string Shown => Text.Length <= MaxShown ? Text : Text.Substring(0, char.IsHighSurrogate(Text[MaxShown - 1]) ? MaxShown - 1 : MaxShown) + "…";

    private const int MaxShown = 60;
}
