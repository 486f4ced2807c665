using SmtpGen.Envelopes;
using SmtpGen.Storage;

namespace SmtpGen.Web.Messages;

/// <summary>All that is said of a message.</summary>
internal static class DetailsView
{
    /// <summary>Looks at an opened message; blocks.</summary>
    public static MessageDetails Of(OpenedMessage opened, CancellationToken cancellationToken)
    {
        var sizes = new Dictionary<string, long>();
        long SizeOf(MimePartEntry part)
        {
            if (!sizes.TryGetValue(part.Id, out long size))
            {
                using var counted = new FirstOctets(0);
                part.DecodeTo(counted, cancellationToken);
                sizes[part.Id] = size = counted.Count;
            }

            return size;
        }

        string? text = Text(opened, cancellationToken);
        var html = opened.Parts.Html;
        bool hasRemote = false;
        if (html is not null)
        {
            var source = PartText.Read(html, MimeLimits.Text, cancellationToken);
            hasRemote = RemoteContent.IsIn(source.Value);
            Note(opened, source, "the HTML");
        }

        return new MessageDetails(
            MessageSummaries.Of(opened),
            opened.Header.Lines(),
            text,
            html is not null,
            hasRemote,
            opened.Parts.Tree(SizeOf),
            [.. opened.Parts.Attachments.Select(part => new AttachmentEntry(part.Id, SafeFileName.Of(part.Name, $"part-{part.Id}"), part.ContentType, SizeOf(part), part.IsInline))],
            Envelope(opened.Stored.Envelope),
            EnvelopeDifferences.Of(opened),
            opened.Problems);
    }

    /// <summary>The plain text of a message; null where it has none. What cannot be parsed at all is shown as it stands.</summary>
    public static string? Text(OpenedMessage opened, CancellationToken cancellationToken)
    {
        if (opened.Mime is null)
            return opened.Octets.IsEmpty ? null : PartText.Guess(opened.Octets.Span[..Math.Min(opened.Octets.Length, MimeLimits.Text)]);
        if (opened.Parts.PlainText is not { } part)
            return null;
        var text = PartText.Read(part, MimeLimits.Text, cancellationToken);
        Note(opened, text, "the text");
        return text.Value;
    }

    private static void Note(OpenedMessage opened, PartText text, string what)
    {
        if (text.IsCut)
            opened.Problems.Add($"{what} is longer than {MimeLimits.Text} octets and is cut there; its part has all of it");
        if (text.Problem is { } problem)
            opened.Problems.Add(problem);
    }

    private static EnvelopeDetails Envelope(ReceivedEnvelope envelope) => new(
        envelope.ReversePath,
        [.. envelope.Recipients.Take(MimeLimits.Recipients).Select(recipient => new RecipientDetails(recipient.ForwardPath, Notify(recipient.Notify), Original(recipient.OriginalRecipient)))],
        envelope.Recipients.Count,
        envelope.Parameters.Body switch
        {
            BodyKind.SevenBit => "7BIT",
            BodyKind.EightBitMime => "8BITMIME",
            BodyKind.BinaryMime => "BINARYMIME",
            _ => null,
        },
        envelope.SmtpUtf8,
        envelope.Parameters.Return switch
        {
            ReturnedContent.Full => "FULL",
            ReturnedContent.Headers => "HDRS",
            _ => null,
        },
        envelope.Parameters.EnvelopeId,
        envelope.ClientName,
        envelope.ClientHost,
        envelope.RemoteAddress,
        envelope.Protocol,
        envelope.Tls,
        envelope.AuthenticatedAs,
        envelope.TransactionId,
        envelope.ReceivedAt);

    private static string? Notify(NotifyConditions? notify) => notify is { } conditions ? conditions.ToString().ToUpperInvariant().Replace(" ", "", StringComparison.Ordinal) : null;

    private static string? Original(OriginalRecipient? original) => original is null ? null : $"{original.AddressType};{original.Address}";
}
