using System.Buffers;
using System.Buffers.Text;

namespace SmtpGen.Sasl;

/// <summary>Base64 of RFC 4648 section 4 and nothing else: .NET skips white space, RFC 4954 allows none.</summary>
internal static class StrictBase64
{
    /// <summary>The octets, or null where the text is not Base64 with its padding.</summary>
    /// <param name="text">The text.</param>
    /// <param name="allowUnpadded">Whether the padding may be missing, all of it.</param>
    public static byte[]? Decode(ReadOnlySpan<byte> text, bool allowUnpadded = false)
    {
        if (allowUnpadded && text.Length % 4 is (2 or 3) && !text.Contains((byte)'='))
            return Decode([.. text, .. "=="u8[..(4 - (text.Length % 4))]]);
        if (text.ContainsAny(" \t\r\n"u8) || text.Length % 4 != 0)
            return null;
        byte[] octets = new byte[ExactLength(text)];
        return Base64.DecodeFromUtf8(text, octets, out _, out int written) == OperationStatus.Done && written == octets.Length
            ? octets
            : null;
    }

    private static int ExactLength(ReadOnlySpan<byte> text)
        => (text.Length / 4 * 3) - (text is [.., (byte)'=', (byte)'='] ? 2 : text is [.., (byte)'='] ? 1 : 0);
}
