using MimeKit;
using SmtpGen.Envelopes;
using SmtpGen.Sasl;
using SmtpGen.Testing.Sessions;

namespace SmtpGen.Testing;

/// <summary>A message that a test server has taken, with its envelope.</summary>
public sealed class ReceivedMessage
{
    private readonly Lazy<MimeMessage> _mime;

    internal ReceivedMessage(MailEnvelope envelope, byte[] octets, TestReceiver receiver, SessionTranscript session)
    {
        Envelope = envelope;
        Octets = octets;
        ClientName = receiver.ClientName;
        Identity = receiver.Identity;
        IsEncrypted = receiver.Session.Security is not null;
        Session = session;
        _mime = new(() => MimeMessage.Load(new MemoryStream(octets, writable: false)));
    }

    /// <summary>Where the message came from and where it goes, with what MAIL and RCPT said beside.</summary>
    public MailEnvelope Envelope { get; }

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

    /// <summary>Reverse-path, forward-paths, length and subject, on one line.</summary>
    public override string ToString() =>
        $"from <{Envelope.ReversePath}> to {string.Join(", ", Envelope.ForwardPaths.Select(path => $"<{path}>"))}, {Octets.Length} octets, {SubjectText()}";

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
