using MimeKit;
using SmtpGen.Envelopes;

namespace SmtpGen.Tool.Sending;

/// <summary>Writes a plain message.</summary>
internal static class Letter
{
    public static Stream Write(MailEnvelope envelope, string subject, string text)
    {
        using var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = text } };
        Add(message.From, envelope.ReversePath);
        foreach (var recipient in envelope.Recipients)
            Add(message.To, recipient.ForwardPath);
        message.Prepare(EncodingConstraint.SevenBit);
        var octets = new MemoryStream();
        message.WriteTo(octets);
        octets.Position = 0;
        return octets;
    }

    // What is not a mailbox is refused when the envelope is sent, by the protocol's own grammar.
    private static void Add(InternetAddressList list, string address)
    {
        if (MailboxAddress.TryParse(address, out var mailbox))
            list.Add(mailbox);
    }
}
