using System.Text;

namespace SmtpGen.Tool.Serve.Logging;

/// <summary>A line of the log, and when it was said.</summary>
/// <param name="Time">When.</param>
/// <param name="IsTimed">Whether it shows the time on a console too; in a file every line does.</param>
/// <param name="Text">What, without a line end.</param>
internal readonly record struct LogLine(DateTimeOffset Time, bool IsTimed, string Text)
{
    /// <summary>Most octets of a line in UTF-8, its time and its end aside.</summary>
    public const int MostOctets = 1024;

    private const string Cut = " ...";

    /// <summary>A line of text that may come from the network: safe for a terminal, and cut at a whole character where it is too long.</summary>
    public static LogLine Of(string text, bool isTimed) => new(DateTimeOffset.Now, isTimed, Bound(Printable.Line(Prefix(text))));

    // What is cut off need not be made printable first.
    private static string Prefix(string text) => text.Length > MostOctets + 1 ? text[..(MostOctets + 1)] : text;

    private static string Bound(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= MostOctets)
            return text;
        int octets = Cut.Length;
        int length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            octets += rune.Utf8SequenceLength;
            if (octets > MostOctets)
                break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length] + Cut;
    }
}
