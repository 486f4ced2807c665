using System.Buffers;

namespace SmtpGen.Storage;

/// <summary>What text may stand in a header.</summary>
internal static class HeaderText
{
    // atext and the dot (RFC 5322, section 3.2.3).
    private static readonly SearchValues<char> s_dotAtom =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~.");

    public static bool IsDotAtom(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(s_dotAtom);

    /// <summary>The text with "?" for each character that is not seen but acts: line ends and marks of direction among them.</summary>
    public static string WithoutControls(string text) => ForeignText.Clean(text, '?');
}
