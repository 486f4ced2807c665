using System.Buffers;

namespace SmtpGen.Storage;

/// <summary>What lists and maildrops say of a body, kept with the message so that they need not read it.</summary>
/// <param name="Subject">As in <see cref="StoredMessage.Subject"/>.</param>
/// <param name="Date">As in <see cref="StoredMessage.Date"/>.</param>
/// <param name="SizeInLines">As in <see cref="MaildropMessage.Size"/>.</param>
public sealed record BodySummary(string? Subject, string? Date, long SizeInLines)
{
    private const int FirstBlock = 4 * 1024;

    /// <summary>Reads octets from an offset on: as many as it likes, and some unless the body ends there; blocks.</summary>
    /// <param name="offset">Where in the body.</param>
    /// <param name="scratch">Memory that the octets may be put into.</param>
    public delegate ReadOnlySpan<byte> ReadOctets(long offset, Span<byte> scratch);

    /// <summary>Reads the beginning of a body, its end and, where its lines end in LF alone, all of it; blocks.</summary>
    /// <param name="length">Octets of the body.</param>
    /// <param name="read">Reads it.</param>
    public static BodySummary Of(long length, ReadOctets read)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(MessageHeader.Limit);
        try
        {
            Span<byte> block = rented.AsSpan(0, MessageHeader.Limit);
            // Most headers are short, and then most of the block is left alone.
            int known = Fill(length, read, block[..FirstBlock], 0);
            if (!MessageHeader.IsWhole(block[..known]))
                known = Fill(length, read, block, known);
            var header = new MessageHeader(block[..known]);
            return new BodySummary(header.Field("Subject"u8), header.Field("Date"u8), LineEnds.SizeInLines(length, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static int Fill(long length, ReadOctets read, Span<byte> block, int known)
    {
        while (known < block.Length && known < length && read(known, block[known..]) is { IsEmpty: false } octets)
        {
            // A reader may answer from its own memory, and with more than was asked for.
            octets = octets[..Math.Min(octets.Length, block.Length - known)];
            octets.CopyTo(block[known..]);
            known += octets.Length;
        }

        return known;
    }
}
