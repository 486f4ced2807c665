using System.Buffers;

namespace SmtpGen.Storage;

/// <summary>
/// How a body becomes lines that each end in CRLF, as POP3 sends them (RFC 1939, section 3). A body whose first line ends in LF
/// alone follows the convention of local files, and each such LF becomes CRLF; in any other body a stray LF is content and
/// stays. A last line without an end is given one.
/// </summary>
internal static class LineEnds
{
    private const int BlockLength = 16 * 1024;
    private const byte CarriageReturn = (byte)'\r';
    private const byte LineFeed = (byte)'\n';

    /// <summary>The octets of the body as lines; blocks. Only a body in the convention of local files is read whole.</summary>
    public static long SizeInLines(long length, BodySummary.ReadOctets read)
    {
        if (length == 0)
            return 0;
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            bool isLocal = IsLocal(length, read, block);
            byte beforeLast = length > 1 ? At(length - 2, read, block) : default;
            byte last = At(length - 1, read, block);
            return length + (isLocal ? CountStray(length, read, block) : 0) + Missing(beforeLast, last, isLocal).Length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Whether the first LF, if these octets hold it, has no CR before it; null when they hold none.</summary>
    public static bool? IsLocal(ReadOnlySpan<byte> octets, byte before)
    {
        int first = octets.IndexOf(LineFeed);
        return first < 0 ? null : (first == 0 ? before : octets[first - 1]) != CarriageReturn;
    }

    /// <summary>What is added after a body's last octets so that it ends in CRLF.</summary>
    public static ReadOnlySpan<byte> Missing(byte beforeLast, byte last, bool isLocal) => (beforeLast, last) switch
    {
        (CarriageReturn, LineFeed) => [],
        (_, LineFeed) when isLocal => [],
        (_, CarriageReturn) => "\n"u8,
        _ => "\r\n"u8,
    };

    private static byte At(long offset, BodySummary.ReadOctets read, byte[] block)
        => read(offset, block) is [var octet, ..] ? octet : throw new IOException("a message was cut short while it was read");

    private static bool IsLocal(long length, BodySummary.ReadOctets read, byte[] block)
    {
        byte before = default;
        for (long offset = 0; offset < length && read(offset, block) is { IsEmpty: false } octets; offset += octets.Length)
        {
            if (IsLocal(octets, before) is { } isLocal)
                return isLocal;
            before = octets[^1];
        }

        return false;
    }

    private static long CountStray(long length, BodySummary.ReadOctets read, byte[] block)
    {
        long count = 0;
        byte before = default;
        for (long offset = 0; offset < length && read(offset, block) is { IsEmpty: false } octets; offset += octets.Length)
        {
            count += octets.Count(LineFeed) - octets.Count("\r\n"u8) - (before == CarriageReturn && octets[0] == LineFeed ? 1 : 0);
            before = octets[^1];
        }

        return count;
    }
}
