using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using SmtpGen.Mail;
using SmtpGen.Storage;

namespace SmtpGen.Events.Nats;

/// <summary>
/// Announces messages of a queue in a stream. A message leaves the queue when the stream has acknowledged its event; until then it is published
/// again, under the same id.
/// </summary>
public sealed class NatsAnnouncer : IMessageConsumer, IAsyncDisposable
{
    // What NATS takes unless it is configured, and more than the headers of an event are.
    private const int LeastMaxPayload = 1024 * 1024;
    private const int HeaderOctets = 1024;

    private readonly NatsEventsOptions _options;
    private readonly NatsConnection _connection;
    private readonly NatsJSContext _streams;
    private readonly SemaphoreSlim _making = new(1);
    private bool _isThere;

    /// <summary>Makes an announcer; it connects with the first message.</summary>
    /// <param name="options">Where and how.</param>
    /// <exception cref="ArgumentException">An option is not allowed.</exception>
    public NatsAnnouncer(NatsEventsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        _options = options;
        _connection = new NatsConnection(options.Connection with { Url = options.Url, Name = "smtpgen", RequestTimeout = options.AcknowledgeTime });
        _streams = new NatsJSContext(_connection);
    }

    /// <inheritdoc/>
    /// <exception cref="NatsException">The event was not acknowledged.</exception>
    public async ValueTask ConsumeAsync(IMessageLease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        await RequireStreamAsync(cancellationToken).ConfigureAwait(false);
        var body = await InlineAsync(lease, cancellationToken).ConfigureAwait(false);
        int most = (_connection.ServerInfo?.MaxPayload ?? LeastMaxPayload) - HeaderOctets;
        var content = AcceptedEvent.Write(lease.Message, _options.Source, body, most);
        var acknowledgement = await _streams.PublishAsync(
            _options.Subject,
            content,
            serializer: NatsRawSerializer<ReadOnlyMemory<byte>>.Default,
            opts: new NatsJSPubOpts { MsgId = AcceptedEvent.IdOf(lease.Message, _options.Source), ExpectedStream = _options.Stream },
            headers: new NatsHeaders { ["Content-Type"] = AcceptedEvent.ContentType },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        // That the stream has it already is what was wanted.
        if (!acknowledgement.Duplicate)
            acknowledgement.EnsureSuccess();
    }

    /// <summary>Closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        _making.Dispose();
    }

    private async ValueTask<ReadOnlyMemory<byte>?> InlineAsync(IMessageLease lease, CancellationToken cancellationToken)
    {
        if (lease.Message.Size > _options.InlineOctets || _options.InlineOctets == 0)
            return null;
        byte[] octets = new byte[lease.Message.Size];
        var body = await lease.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
            await body.ReadExactlyAsync(octets, cancellationToken).ConfigureAwait(false);
        return octets;
    }

    // Not at the start: that of a mail server does not depend on NATS.
    private async ValueTask RequireStreamAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _isThere))
            return;
        await _making.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isThere)
                await MakeStreamAsync(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _isThere, true);
        }
        finally
        {
            _making.Release();
        }
    }

    private async ValueTask MakeStreamAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _streams.GetStreamAsync(_options.Stream, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (NatsJSApiException exception) when (exception.Error.Code == 404)
        {
            var config = new StreamConfig(_options.Stream, [_options.Subject])
            {
                Storage = StreamConfigStorage.File,
                NumReplicas = _options.Replicas,
                MaxAge = _options.MaxAge,
                DuplicateWindow = _options.DuplicateWindow,
            };
            // Another process may make it, the same, at this moment.
            await _streams.CreateOrUpdateStreamAsync(config, cancellationToken).ConfigureAwait(false);
        }
    }
}
