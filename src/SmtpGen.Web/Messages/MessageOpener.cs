using SmtpGen.Storage;

namespace SmtpGen.Web.Messages;

/// <summary>
/// Reads and parses messages, few at a time and never on a thread of the receiver, so that a message that is hard to read makes only
/// other readers wait.
/// </summary>
/// <param name="store">Where the messages are.</param>
internal sealed class MessageOpener(IMessageStore store) : IDisposable
{
    private const int PeekedOctets = 64 << 10;

    private readonly SemaphoreSlim _turns = new(MimeLimits.AtOnce);

    /// <summary>Where the messages are.</summary>
    public IMessageStore Store => store;

    /// <summary>Parses a message, and looks at it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="limit">Octets that are read of it.</param>
    /// <param name="look">Takes from it what is wanted; may block.</param>
    /// <param name="cancellationToken">Ends the wait, the reading and the parsing.</param>
    /// <exception cref="StoreException">It cannot be read, or is gone.</exception>
    public async Task<T> OpenAsync<T>(StoredMessage message, int limit, Func<OpenedMessage, T> look, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var (octets, length) = await ReadAsync(message, limit, cancellationToken).ConfigureAwait(false);
            return await LargeStack.RunAsync(() =>
            {
                using var opened = OpenedMessage.Parse(message, octets, length, cancellationToken);
                return look(opened);
            }).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Parses several messages, and looks at each. Those that are gone are left out.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="limit">Octets that are read of each.</param>
    /// <param name="look">Takes from one what is wanted; may block.</param>
    /// <param name="cancellationToken">Ends the wait, the reading and the parsing.</param>
    /// <returns>The place of each among the messages, and what was taken from it.</returns>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<List<(int Index, T Taken)>> OpenAllAsync<T>(
        IReadOnlyList<StoredMessage> messages, int limit, Func<OpenedMessage, T> look, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var bodies = new List<(int Index, byte[] Octets, int Length)>(messages.Count);
            for (int i = 0; i < messages.Count; i++)
            {
                try
                {
                    var (octets, length) = await ReadAsync(messages[i], limit, cancellationToken).ConfigureAwait(false);
                    bodies.Add((i, octets, length));
                }
                catch (StoreException exception) when (exception.Kind == StoreFailure.NotFound)
                {
                }
            }

            return await LargeStack.RunAsync(() => bodies.ConvertAll(body =>
            {
                using var opened = OpenedMessage.Parse(messages[body.Index], body.Octets, body.Length, cancellationToken);
                return (body.Index, look(opened));
            })).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Reads the header of a message, as far as it is among its first octets.</summary>
    /// <exception cref="StoreException">It cannot be read, or is gone.</exception>
    public async Task<MessageHeader> PeekAsync(StoredMessage message, CancellationToken cancellationToken)
    {
        var (octets, length) = await ReadAsync(message, PeekedOctets, cancellationToken).ConfigureAwait(false);
        return new MessageHeader(octets.AsMemory(0, length));
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private async Task<(byte[] Octets, int Length)> ReadAsync(StoredMessage message, int limit, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await store.OpenAsync(message.Id, cancellationToken).ConfigureAwait(false);
            byte[] octets = new byte[(int)Math.Min(message.Size, limit)];
            int length = await body.ReadAtLeastAsync(octets, octets.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return (octets, length);
        }
        catch (Exception exception) when (StoreException.IsFileFailure(exception))
        {
            throw StoreException.FromFile($"message {message.Id}", exception);
        }
    }
}
