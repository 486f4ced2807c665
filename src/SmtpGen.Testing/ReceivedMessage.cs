using MimeKit;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Sasl;
using SmtpGen.Testing.Sessions;

namespace SmtpGen.Testing;

/// <summary>A message that a test server has taken, with its envelope.</summary>
public sealed class ReceivedMessage
{
    private readonly Lazy<MimeMessage> _mime;

    internal ReceivedMessage(SmtpEnvelope envelope, byte[] octets, TestReceiver receiver, SessionTranscript session)
    {
        Sender = envelope.Sender;
        Recipients = [.. envelope.Recipients.Select(recipient => recipient.Address)];
        Body = envelope.Body;
        IsUtf8 = envelope.Utf8;
        Octets = octets;
        ClientName = receiver.ClientName;
        Identity = receiver.Identity;
        IsEncrypted = receiver.Session.Security is not null;
        Session = session;
        _mime = new(() => MimeMessage.Load(new MemoryStream(octets, writable: false)));
    }

    /// <summary>The reverse-path without angle brackets; empty for the null reverse-path.</summary>
    public string Sender { get; }

    /// <summary>The forward-paths without angle brackets, in the order in which they were accepted.</summary>
    public IReadOnlyList<string> Recipients { get; }

    /// <summary>The parameter BODY of MAIL as it was sent; null where it was not (RFC 6152).</summary>
    public string? Body { get; }

    /// <summary>Whether the transaction was announced as internationalized (RFC 6531).</summary>
    public bool IsUtf8 { get; }

    /// <summary>The message as it was sent, header and body, with the transparency of its lines undone.</summary>
    public ReadOnlyMemory<byte> Octets { get; }

    /// <summary>The message, parsed when it is first asked for.</summary>
    /// <exception cref="FormatException">It is not a message in the format of RFC 5322.</exception>
    public MimeMessage Mime => _mime.Value;

    /// <summary>The name the client gave with EHLO or HELO.</summary>
    public string ClientName { get; }

    /// <summary>Who the client had proved to be; null: nobody.</summary>
    public SaslIdentity? Identity { get; }

    /// <summary>Whether the connection was encrypted.</summary>
    public bool IsEncrypted { get; }

    /// <summary>What was said in the session it came in.</summary>
    public SessionTranscript Session { get; }

    /// <summary>Sender, recipients, length and subject, on one line.</summary>
    public override string ToString() =>
        $"from <{Sender}> to {string.Join(", ", Recipients.Select(recipient => $"<{recipient}>"))}, {Octets.Length} octets, {SubjectText()}";

    private string SubjectText()
    {
        try
        {
            return Mime.Subject is { } subject ? $"subject \"{subject}\"" : "without a subject";
        }
        catch (FormatException)
        {
            return "not in the format of a message";
        }
    }
}
