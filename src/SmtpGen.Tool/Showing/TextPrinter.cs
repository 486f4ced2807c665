using System.Text;
using MimeKit;

namespace SmtpGen.Tool.Showing;

/// <summary>Prints the text of a message block by block, so that it may be of any length.</summary>
internal static class TextPrinter
{
    private const int BlockLength = 8 * 1024;

    /// <summary>The part that is the message's plain text; null where there is none.</summary>
    public static TextPart? Find(MimeMessage message) =>
        message.BodyParts.OfType<TextPart>().FirstOrDefault(part => part.IsPlain && !part.IsAttachment && part.Content is not null);

    /// <summary>Writes the text, safe for a terminal and without the empty lines at its end.</summary>
    public static async Task WriteAsync(TextPart part, TextWriter output, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(part.Content!.Open(), part.ContentType.CharsetEncoding ?? Encoding.UTF8);
        char[] block = new char[BlockLength];
        string held = "";
        int lineEnds = 0;
        int read;
        do
        {
            read = await reader.ReadAsync(block, cancellationToken);
            string text = held + new string(block, 0, read);
            // A line end and a character of two halves are not taken apart.
            held = read > 0 && text.Length > 0 && (text[^1] == '\r' || char.IsHighSurrogate(text[^1])) ? text[^1..] : "";
            string clean = Printable.Lines(text[..^held.Length]);
            string shown = clean.TrimEnd('\n');
            if (shown.Length > 0)
            {
                await output.WriteAsync(new string('\n', lineEnds) + shown);
                lineEnds = 0;
            }

            lineEnds += clean.Length - shown.Length;
        }
        while (read > 0);
        await output.WriteLineAsync();
    }
}
