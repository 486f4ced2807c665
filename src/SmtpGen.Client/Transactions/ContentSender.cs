using System.Buffers;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Client;

/// <summary>Sends the content of a message, as dotted lines or in chunks.</summary>
internal sealed class ContentSender(MailSession session, MailContent content, TransactionPlan plan, IProgress<MailSendProgress>? progress)
{
    private const int ChunkLength = 256 * 1024;

    /// <summary>Sends it.</summary>
    /// <param name="data">The answer to DATA where that was sent already.</param>
    /// <param name="cancellationToken">Cancels the wait; the session is over then.</param>
    /// <returns>The answer that decides for all recipients, or one for each that was accepted.</returns>
    public ValueTask<IReadOnlyList<ClientReply>> SendAsync(ClientReply? data, CancellationToken cancellationToken)
        => plan.InChunks ? SendChunksAsync(cancellationToken) : SendLinesAsync(data, cancellationToken);

    /// <summary>Answers a server that asks for the content although nobody gets it (RFC 2920 section 3.1).</summary>
    public async ValueTask SendNothingAsync(CancellationToken cancellationToken)
    {
        await session.Client.SendBodyAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        await session.ReadAllAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<ClientReply>> SendLinesAsync(ClientReply? data, CancellationToken cancellationToken)
    {
        if (data is null)
        {
            session.Commands.Data();
            data = await session.ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!data.IsPositive)
            return [data];
        var source = progress is null ? content.Open() : new ProgressStream(content.Open(), content.Length, progress);
        await session.Client.SendBodyAsync(source, cancellationToken).ConfigureAwait(false);
        return await session.ReadAllAsync(cancellationToken).ConfigureAwait(false);
    }

    // The answer to a chunk is read when the next one is on its way, where the server lets commands be written together.
    private async ValueTask<IReadOnlyList<ClientReply>> SendChunksAsync(CancellationToken cancellationToken)
    {
        var source = content.Open();
        byte[] chunk = ArrayPool<byte>.Shared.Rent((int)Math.Min(content.Length, ChunkLength));
        try
        {
            for (long left = content.Length; ;)
            {
                int length = (int)Math.Min(left, chunk.Length);
                await source.ReadExactlyAsync(chunk.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
                left -= length;
                bool waits = session.Client.RepliesDue > 0;
                session.Commands.Bdat(chunk.AsSpan(0, length), last: left == 0);
                await session.Client.SendPendingAsync(cancellationToken).ConfigureAwait(false);
                progress?.Report(new MailSendProgress(content.Length - left, content.Length));
                if (left == 0 && !waits)
                    return await session.ReadAllAsync(cancellationToken).ConfigureAwait(false);
                if (!waits && plan.Window > 1)
                    continue;

                var reply = await session.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (!reply.IsPositive || left == 0)
                {
                    var rest = await session.ReadAllAsync(cancellationToken).ConfigureAwait(false);
                    return reply.IsPositive ? rest : [reply];
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
