using System.Text;

namespace SmtpGen.Runtime.Client;

/// <summary>The server did what the protocol does not allow; the session cannot go on.</summary>
/// <param name="message">What it did, and what would have been right.</param>
public sealed class ProtocolViolationException(string message) : ProtocolClientException(message)
{
    /// <summary>Most octets that are quoted.</summary>
    internal const int MaxQuoted = 80;

    /// <summary>The first octets, printable, in quotation marks.</summary>
    internal static string Quote(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder("\"");
        foreach (byte octet in octets[..Math.Min(octets.Length, MaxQuoted)])
        {
            if (octet is >= 0x20 and < 0x7F)
                text.Append((char)octet);
            else
                text.Append(octet switch { (byte)'\r' => "<CR>", (byte)'\n' => "<LF>", _ => $"<{octet:X2}>" });
        }

        return text.Append(octets.Length > MaxQuoted ? "...\"" : "\"").ToString();
    }
}
