using SmtpGen.Client;
using SmtpGen.Envelopes;
using SmtpGen.Sasl;

namespace Example;

/// <summary>Sends the same message to many.</summary>
public static class Newsletter
{
    public static async Task SendAsync(MailSenderOptions server, IReadOnlyList<string> readers, byte[] message, CancellationToken cancellationToken)
    {
        await using var sender = await MailSender.ConnectAsync(server, cancellationToken);
        foreach (string[] some in readers.Chunk(100))
        {
            try
            {
                var result = await sender.SendAsync(new MailEnvelope("news@example.org", some), message, cancellationToken);
                foreach (var refused in result.Refused)
                    Console.WriteLine($"{refused.Recipient.ForwardPath}: {refused.Problem}{(refused.IsTransient ? " Later may do." : "")}");
            }
            catch (MailSendException exception) when (sender.IsOpen)
            {
                Console.WriteLine(exception.Message);
            }
        }

        await sender.QuitAsync(cancellationToken);
    }

    public static MailSenderOptions Server(string password) => new()
    {
        Host = "mail.example.org",
        Tls = TlsPolicy.Implicit,
        Credentials = new SaslClientPassword("news", password),
    };
}
