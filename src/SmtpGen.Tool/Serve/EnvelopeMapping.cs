using System.Globalization;
using System.Text;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Storage;

namespace SmtpGen.Tool.Serve;

/// <summary>What a transaction said, as a store keeps it.</summary>
internal static class EnvelopeMapping
{
    public static EnvelopeRecipient ToStored(Recipient recipient) => new(recipient.Address)
    {
        Notify = recipient.Notify is null ? null : Notify(recipient.Notify),
        OriginalRecipient = recipient.OriginalRecipient is { } text && text.IndexOf(';', StringComparison.Ordinal) is > 0 and var end
            ? new OriginalRecipient(text[..end], Xtext.Decode(Encoding.ASCII.GetBytes(text[(end + 1)..])))
            : null,
    };

    // An address that is said to be unavailable makes it a message of the filter's own server, whose client is nobody.
    public static ForwardedClient ToStored(ClientAttributes forwarded) =>
        forwarded.IsGiven("ADDR") && forwarded["ADDR"] is null
            ? new ForwardedClient { Id = forwarded["IDENT"], IsLocal = true }
            : new ForwardedClient
            {
                Name = forwarded["NAME"],
                Address = forwarded["ADDR"],
                Port = int.TryParse(forwarded["PORT"], CultureInfo.InvariantCulture, out int port) ? port : null,
                Protocol = forwarded["PROTO"],
                HelloName = forwarded["HELO"],
                Id = forwarded["IDENT"],
                IsLocal = forwarded["SOURCE"]?.Equals("LOCAL", StringComparison.OrdinalIgnoreCase),
            };

    public static MailParameters Parameters(SmtpEnvelope envelope) => new()
    {
        Body = envelope.Body?.ToUpperInvariant() switch
        {
            "7BIT" => BodyKind.SevenBit,
            "8BITMIME" => BodyKind.EightBitMime,
            "BINARYMIME" => BodyKind.BinaryMime,
            _ => null,
        },
        Return = envelope.Return?.ToUpperInvariant() switch
        {
            "FULL" => ReturnedContent.Full,
            "HDRS" => ReturnedContent.Headers,
            _ => null,
        },
        EnvelopeId = envelope.EnvelopeId,
        RequireTls = envelope.RequireTls,
        Priority = envelope.Priority,
        DeliverBy = envelope.DeliverBy is null ? null : DeliverBy(envelope.DeliverBy),
        HoldUntil = HoldUntil(envelope),
        SolicitationKeywords = envelope.Solicitation?.Split(','),
        Submitter = envelope.Submitter,
    };

    private static NotifyConditions Notify(string list) => list.Split(',')
        .Aggregate(NotifyConditions.Never, (all, word) => all | Enum.Parse<NotifyConditions>(word, ignoreCase: true));

    // "120;RT": the grammar let nothing else through.
    private static DeliverBy DeliverBy(string text)
    {
        int end = text.IndexOf(';', StringComparison.Ordinal);
        string mode = text[(end + 1)..].ToUpperInvariant();
        return new DeliverBy(
            int.Parse(text.AsSpan(0, end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            mode[0] == 'R' ? DeliverByMode.Return : DeliverByMode.Notify,
            mode.EndsWith('T'));
    }

    private static DateTimeOffset? HoldUntil(SmtpEnvelope envelope)
    {
        if (envelope.HoldFor is { } seconds)
            return DateTimeOffset.Now.AddSeconds(seconds);
        return DateTimeOffset.TryParse(envelope.HoldUntil, CultureInfo.InvariantCulture, out var time) ? time : null;
    }
}
