using System.Globalization;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Storage;

namespace SmtpGen.Mail;

// What is known about a client, for stores and trace header fields.
public abstract partial class SmtpReceiver
{
    private string? _connectionId;
    private int _transactions;

    /// <summary>Adds to an envelope what is known about the client: for a store, or for <see cref="TraceHeader"/>.</summary>
    /// <param name="envelope">What the transaction said.</param>
    protected ReceivedEnvelope WithClient(MailEnvelope envelope) => new(envelope)
    {
        TransactionId = string.Create(CultureInfo.InvariantCulture, $"{_connectionId ??= Guid.NewGuid().ToString("N")}-{_transactions}"),
        ClientName = ClientName,
        ClientHost = NamedClient?["NAME"],
        RemoteAddress = Session.RemoteEndPoint?.ToString(),
        AuthenticatedAs = Identity?.Authorization,
        Forwarded = Forwarded?.ToForwardedClient(),
        Tls = Session.Security is { } security ? $"{security.Protocol} {security.CipherSuite}" : null,
        Protocol = Transmission(envelope).Keyword,
    };

    private TransmissionType Transmission(MailEnvelope envelope) => new()
    {
        IsLmtp = Session.Protocol == "Lmtp",
        IsExtended = Session.Flags.HasFlag(SmtpFlags.Extended),
        IsTls = Session.Flags.HasFlag(SmtpFlags.Tls),
        IsAuthenticated = Session.Flags.HasFlag(SmtpFlags.Authenticated),
        IsUtf8 = envelope.SmtpUtf8,
    };
}
