using System.Text;

namespace SmtpGen.Tool;

/// <summary>Makes text from the network safe for a terminal: control characters, which could hold escape sequences, become U+FFFD.</summary>
internal static class Printable
{
    /// <summary>One line.</summary>
    public static string Line(string text) => Clean(text, keepsLines: false);

    /// <summary>Several lines; line ends and tabs stay.</summary>
    public static string Lines(string text) => Clean(text.ReplaceLineEndings("\n"), keepsLines: true);

    private static string Clean(string text, bool keepsLines)
    {
        var clean = new StringBuilder(text.Length);
        foreach (char c in text)
            clean.Append(!char.IsControl(c) || (keepsLines && c is '\n' or '\t') ? c : '\uFFFD');
        return clean.ToString();
    }
}
