using System.Buffers;
using System.Runtime.CompilerServices;

namespace SmtpGen.Runtime;

/// <summary>
/// The body of a message while it arrives, without its transport encoding. Reading it slowly slows the client down; what
/// a handler does not read is thrown away. Valid until the handler returns.
/// </summary>
public sealed class MessageBody
{
    private const int BlockSize = 65536;

    private readonly ServerSession _session;
    private byte[] _block = [];
    private bool _ended;
    private bool _chunkEnded;
    private int _peeked;

    internal MessageBody(ServerSession session) => _session = session;

    private enum Progress : byte
    {
        Done,
        NeedInput,
        ChunkEnded,
    }

    /// <summary>Number of octets read so far.</summary>
    public long Octets { get; private set; }

    /// <summary>Whether the body broke off or broke a rule, so that nothing of it may be kept.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>Reads the next octets.</summary>
    /// <remarks>
    /// A body may come in chunks with other commands between them; those are answered while this method waits. Where one of
    /// them gives the body up, the transaction has ended when the exception is thrown.
    /// </remarks>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The octets, valid until the next call; empty at the end of the body.</returns>
    /// <exception cref="BodyInterruptedException">The body broke off, was given up, is too big, or is malformed.</exception>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return TryRead(out int written) == Progress.Done ? new(_block.AsMemory(0, written)) : WaitAndReadAsync(cancellationToken);
    }

    /// <summary>Waits for the next octets, and leaves them to the next read.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The octets, valid until the next read; empty at the end of the body.</returns>
    /// <exception cref="BodyInterruptedException">The body broke off, was given up, is too big, or is malformed.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(CancellationToken cancellationToken = default)
    {
        var octets = await ReadAsync(cancellationToken).ConfigureAwait(false);
        _peeked = octets.Length;
        Octets -= _peeked;
        return octets;
    }

    /// <summary>Copies the rest of the body to a stream.</summary>
    /// <exception cref="BodyInterruptedException">The body broke off, is too big, or is malformed.</exception>
    public async ValueTask CopyToAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { IsEmpty: false } octets)
            await destination.WriteAsync(octets, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The rest of the body as one array. For small messages: it holds all of it in memory.</summary>
    /// <exception cref="BodyInterruptedException">The body broke off, is too big, or is malformed.</exception>
    public async ValueTask<byte[]> ToArrayAsync(CancellationToken cancellationToken = default)
    {
        using var all = new MemoryStream();
        await CopyToAsync(all, cancellationToken).ConfigureAwait(false);
        return all.ToArray();
    }

    internal void Begin()
    {
        _block = ArrayPool<byte>.Shared.Rent(BlockSize);
        _ended = false;
        _chunkEnded = false;
        _peeked = 0;
        Octets = 0;
        IsInterrupted = false;
    }

    internal void Release()
    {
        if (_block.Length > 0)
            ArrayPool<byte>.Shared.Return(_block);
        _block = [];
    }

    /// <summary>Reads what the handler left.</summary>
    /// <param name="isRefused">Whether the body is refused already: then the current chunk is enough.</param>
    /// <returns>Whether the body, or the chunk, came to its proper end.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<bool> DrainAsync(bool isRefused)
    {
        try
        {
            while (!_ended && !IsInterrupted)
            {
                var progress = TryRead(out _);
                if (progress == Progress.ChunkEnded && isRefused)
                    break;
                if (progress != Progress.Done)
                    await WaitAsync(progress).ConfigureAwait(false);
            }
        }
        catch (BodyInterruptedException)
        {
            // Answered already; the flag says so.
        }

        return !IsInterrupted;
    }

    private Progress TryRead(out int written)
    {
        written = 0;
        if (IsInterrupted)
            throw new BodyInterruptedException("The body was interrupted.");
        if (_peeked > 0)
        {
            (written, _peeked) = (_peeked, 0);
            Octets += written;
            return Progress.Done;
        }

        if (_chunkEnded)
            return Progress.ChunkEnded;
        while (!_ended)
        {
            var step = _session.ReadBody(_block, out written);
            if (step == BodyStep.Refused)
                throw Interrupt("The body broke a rule of the protocol and was refused.");
            _ended = step == BodyStep.Ended;
            _chunkEnded = step == BodyStep.ChunkEnded;
            Octets += written;
            if (written > 0)
                return Progress.Done;
            if (_chunkEnded)
                return Progress.ChunkEnded;
            if (step == BodyStep.NeedInput)
                return Progress.NeedInput;
        }

        return Progress.Done;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadOnlyMemory<byte>> WaitAndReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await WaitAsync(_chunkEnded ? Progress.ChunkEnded : Progress.NeedInput).ConfigureAwait(false);
            await _session.Enter();
            cancellationToken.ThrowIfCancellationRequested();
            if (TryRead(out int written) == Progress.Done)
                return _block.AsMemory(0, written);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitAsync(Progress progress)
    {
        if (progress == Progress.NeedInput)
        {
            if (!await _session.ReceiveAsync().ConfigureAwait(false))
                throw Interrupt("The connection ended before the body did.");
            return;
        }

        if (!await _session.NextChunkAsync().ConfigureAwait(false))
            throw Interrupt("The body was given up before its last chunk.");
        _chunkEnded = false;
    }

    private BodyInterruptedException Interrupt(string why)
    {
        IsInterrupted = true;
        return new BodyInterruptedException(why);
    }
}

/// <summary>A body broke off, was too big or malformed. The client was answered; nothing of the body may be kept.</summary>
/// <param name="message">What happened.</param>
public sealed class BodyInterruptedException(string message) : IOException(message);
