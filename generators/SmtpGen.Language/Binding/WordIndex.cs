using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Where each word stands in files, which are cut into tokens once.</summary>
internal sealed class WordIndex(IEnumerable<SpecFile> files)
{
    private readonly ILookup<string, WordUse> _uses = files.SelectMany(In).ToLookup(use => use.Word.Text, StringComparer.Ordinal);

    /// <summary>Every place of a word, file by file.</summary>
    public IEnumerable<WordUse> Of(string word) => _uses[word];

    private static IEnumerable<WordUse> In(SpecFile file)
    {
        var lexer = new Lexer(file.Source);
        Token beforeLast = default;
        Token last = default;
        for (var token = lexer.Next(); token.Kind != TokenKind.End; (beforeLast, last, token) = (last, token, lexer.Next()))
        {
            if (token.Kind == TokenKind.Word)
                yield return new WordUse(file, beforeLast, last, token);
        }
    }
}

/// <summary>A word and the two tokens before it.</summary>
internal sealed record WordUse(SpecFile File, Token BeforeLast, Token Last, Token Word);
