using SmtpGen.Language.Text;

namespace SmtpGen.Tool;

/// <summary>What somebody may have meant who wrote a name that there is not.</summary>
internal static class Suggestion
{
    private const int LeastLetters = 3;
    private const int MostLetters = 60;

    /// <summary>A question, <c>did you mean list?</c>; null where no name is like it.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="names">The names that there are.</param>
    /// <param name="shown">How a name is shown; as it is by default.</param>
    public static string? For(string word, IEnumerable<string> names, Func<string, string>? shown = null)
    {
        var like = word.Length is < LeastLetters or > MostLetters ? [] : EditDistance.Nearest(word, names);
        return like.Count > 0 ? For(like.Select(shown ?? (name => name))) : null;
    }

    /// <summary>The question whether one of some names was meant.</summary>
    public static string For(IEnumerable<string> names) => $"did you mean {string.Join(" or ", names)}?";

    /// <summary>The same as a sentence after another, with the space between them; empty where no name is like it.</summary>
    public static string Sentence(string word, IEnumerable<string> names)
        => For(word, names) is { } question ? $" D{question[1..]}" : "";
}
