namespace SmtpGen.Tool;

/// <summary>
/// Makes text from the network or from a file safe for a terminal: characters that are not seen but act, such as those of escape
/// sequences and those that turn the direction of text, become U+FFFD.
/// </summary>
internal static class Printable
{
    private const char Mark = '\uFFFD';

    /// <summary>One line.</summary>
    public static string Line(string text) => ForeignText.Clean(text, Mark);

    /// <summary>Several lines; line ends and tabs stay.</summary>
    public static string Lines(string text) => ForeignText.Clean(text.ReplaceLineEndings("\n"), Mark, "\n\t");
}
