using System.Globalization;
using SmtpGen.Envelopes;

namespace SmtpGen.Storage.Sqlite;

/// <summary>Writes a message within a transaction. Runs on the commit thread only.</summary>
internal sealed class SqliteInsertion(Database database) : IDisposable
{
    private readonly byte[] _scratch = new byte[SqliteSchema.ChunkLength];

    private readonly PreparedStatement _message = database.Prepare("""
        INSERT INTO messages (
            received_at, reverse_path, client_name, remote_address, protocol, authenticated_as, smtputf8, size, tls, mail_parameters,
            client_host, forwarded, subject, date, size_in_lines, transaction_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    private readonly PreparedStatement _recipient = database.Prepare("""
        INSERT INTO recipients (message_id, position, forward_path, notify, original_type, original_address)
        VALUES (?, ?, ?, ?, ?, ?)
        """);

    private readonly PreparedStatement _chunk =
        database.Prepare("INSERT INTO body_chunks (message_id, start, octets) VALUES (?, ?, ?)");

    private readonly PreparedStatement _known = database.Prepare("SELECT id FROM messages WHERE transaction_id = ?");

    /// <summary>The id of the message that a transaction stored before; null where it stored none.</summary>
    public long? Known(string? transactionId)
    {
        if (transactionId is null)
            return null;
        _known.Bind(1, transactionId);
        try
        {
            return _known.Step() ? _known.Number(0) : null;
        }
        finally
        {
            _known.Reset();
        }
    }

    /// <returns>The message's id.</returns>
    public long Insert(PendingMessage message)
    {
        long id = InsertWithoutBody(message);
        InsertBody(id, message.Spool);
        return id;
    }

    /// <returns>The message's id.</returns>
    public long InsertWithoutBody(PendingMessage message)
    {
        ReceivedEnvelope envelope = message.Envelope;
        _message
            .Bind(1, envelope.ReceivedAt.ToString("O", CultureInfo.InvariantCulture))
            .Bind(2, envelope.ReversePath)
            .Bind(3, envelope.ClientName)
            .Bind(4, envelope.RemoteAddress)
            .Bind(5, envelope.Protocol)
            .Bind(6, envelope.AuthenticatedAs)
            .Bind(7, envelope.SmtpUtf8 ? 1 : 0)
            .Bind(8, message.Spool.Length)
            .Bind(9, envelope.Tls)
            .Bind(10, ToJson(envelope.Parameters))
            .Bind(11, envelope.ClientHost)
            .Bind(12, envelope.Forwarded is { } forwarded ? EnvelopeJson.Write(forwarded) : null)
            .Bind(13, message.Summary.Subject)
            .Bind(14, message.Summary.Date)
            .Bind(15, message.Summary.SizeInLines)
            .Bind(16, envelope.TransactionId)
            .Run();
        long id = database.LastInsertRowId;
        InsertRecipients(id, envelope.Recipients);
        return id;
    }

    public void Dispose()
    {
        _message.Dispose();
        _recipient.Dispose();
        _chunk.Dispose();
        _known.Dispose();
    }

    private void InsertRecipients(long id, IReadOnlyList<Recipient> recipients)
    {
        for (int position = 0; position < recipients.Count; position++)
        {
            Recipient recipient = recipients[position];
            _recipient
                .Bind(1, id)
                .Bind(2, position)
                .Bind(3, recipient.ForwardPath)
                .Bind(4, (long?)recipient.Notify)
                .Bind(5, recipient.OriginalRecipient?.AddressType)
                .Bind(6, recipient.OriginalRecipient?.Address)
                .Run();
        }
    }

    private void InsertBody(long id, MessageSpool body)
    {
        long start = 0;
        while (start < body.Length)
        {
            ReadOnlySpan<byte> chunk = body.Read(start, _scratch);
            _chunk.Bind(1, id).Bind(2, start).Bind(3, chunk).Run();
            start += chunk.Length;
        }
    }

    // Most messages say nothing here.
    private static string? ToJson(MailParameters parameters)
        => parameters == MailParameters.None ? null : EnvelopeJson.Write(parameters);
}
