using SmtpGen.Client;
using SmtpGen.Envelopes;

namespace SmtpGen.EndToEnd.Tests.Sending;

/// <summary>What is sent to servers that are not ours.</summary>
internal static class ForeignMail
{
    public static MailEnvelope Envelope { get; } = new("alice@client.example", "bob@mx.example", "carol@mx.example");

    /// <summary>Line ends of LF, dots at the beginning of lines, no end of the last line.</summary>
    public static byte[] Content { get; } = "Subject: foreign\n\n.\n..dots\nlast"u8.ToArray();

    public static MailSenderOptions Options(int port) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Tls = TlsPolicy.None,
        ClientName = "client.example",
    };
}
