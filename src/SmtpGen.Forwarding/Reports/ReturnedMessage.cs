using System.Buffers;
using System.Text;
using SmtpGen.Envelopes;
using SmtpGen.Storage;

namespace SmtpGen.Forwarding;

/// <summary>The part of a message that goes back with a notification.</summary>
/// <param name="Start">Where it begins in the stored message.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsWhole">Whether it is more than the header fields.</param>
/// <param name="IsEightBit">Whether it has octets above 127.</param>
internal sealed record ReturnedMessage(long Start, long End, bool IsWhole, bool IsEightBit)
{
    // Without RET the choice is the server's (RFC 3461 section 4.3).
    private const long MostWithoutRet = 100_000;

    /// <summary>Decides how much goes back.</summary>
    /// <param name="envelope">The message's envelope.</param>
    /// <param name="hasFailures">Whether the notification tells of a failure; without one only header fields go back (RFC 3461 section 4.3).</param>
    /// <param name="head">Where the header fields are.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the look at it.</param>
    public static async ValueTask<ReturnedMessage> OfAsync(
        ReceivedEnvelope envelope, bool hasFailures, MessageHead head, Stream message, CancellationToken cancellationToken)
    {
        // The way back is not known to be encrypted (RFC 8689 section 5).
        bool wantsWhole = hasFailures && !envelope.Parameters.RequireTls && envelope.Parameters.Return switch
        {
            ReturnedContent.Full => true,
            ReturnedContent.Headers => false,
            _ => message.Length - head.Start <= MostWithoutRet,
        };
        if (wantsWhole)
        {
            var (isEightBit, isBinary) = await LookAsync(message, head.Start, message.Length, cancellationToken).ConfigureAwait(false);
            // Octets that are not lines cannot stand between the lines of a notification.
            if (!isBinary)
                return new(head.Start, message.Length, IsWhole: true, isEightBit);
        }

        var header = await LookAsync(message, head.Start, head.End, cancellationToken).ConfigureAwait(false);
        return new(head.Start, header.IsBinary ? head.Start : head.End, IsWhole: false, header.IsEightBit);
    }

    private static async ValueTask<(bool IsEightBit, bool IsBinary)> LookAsync(Stream message, long start, long end, CancellationToken cancellationToken)
    {
        var (isEightBit, isBinary) = (false, false);
        await foreach (var octets in ReadAsync(message, start, end, cancellationToken).ConfigureAwait(false))
        {
            isEightBit |= !Ascii.IsValid(octets.Span);
            isBinary |= octets.Span.Contains((byte)0);
        }

        return (isEightBit, isBinary);
    }

    /// <summary>Its octets, block by block; each is valid until the next is asked for.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream message, CancellationToken cancellationToken) => ReadAsync(message, Start, End, cancellationToken);

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Stream message, long start, long end, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        message.Position = start;
        byte[] block = ArrayPool<byte>.Shared.Rent(65536);
        try
        {
            for (long left = end - start; left > 0;)
            {
                int read = await message.ReadAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    yield break;
                left -= read;
                yield return block.AsMemory(0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
