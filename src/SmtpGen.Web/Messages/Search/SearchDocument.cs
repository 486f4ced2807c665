using System.Text;
using MimeKit.Text;

namespace SmtpGen.Web.Messages;

/// <summary>A message as searches see it. Its texts are folded by <see cref="SearchText.Fold"/>.</summary>
/// <param name="Id">The store's name for it.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="Size">Its octets.</param>
/// <param name="Attachments">How many attachments it has.</param>
/// <param name="From">Who wrote it, as lists show it.</param>
/// <param name="ShownSubject">Its subject, as lists show it.</param>
/// <param name="Sender">Its authors and the reverse-path.</param>
/// <param name="Recipients">Those of the header and of the envelope.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Body">The beginning of its text, plain and HTML, and the names of its attachments.</param>
internal sealed record SearchDocument(
    string Id,
    DateTimeOffset ReceivedAt,
    long Size,
    int Attachments,
    MailName? From,
    string? ShownSubject,
    string Sender,
    string Recipients,
    string Subject,
    string Body)
{
    /// <summary>Octets of a message that are looked at.</summary>
    public const int Limit = 8 << 20;

    private const int LongestText = 64 << 10;
    private const int LongestField = 4 << 10;
    private const int MostRecipients = 1000;

    /// <summary>Looks at an opened message; blocks.</summary>
    public static SearchDocument Of(OpenedMessage opened, CancellationToken cancellationToken)
    {
        var envelope = opened.Stored.Envelope;
        var header = opened.Header;
        var author = MessageSummaries.Author(header);
        string? subject = header.Text("Subject");
        return new SearchDocument(
            opened.Stored.Id,
            envelope.ReceivedAt,
            opened.Stored.Size,
            opened.Parts.Attachments.Count(part => !part.IsInline),
            author is null ? null : new MailName(author.Name is { } name ? SearchText.Cut(name, LongestField) : null, SearchText.Cut(author.Address, LongestField)),
            subject is null ? null : SearchText.Cut(subject, LongestField),
            Folded([.. header.Mailboxes("From").Concat(header.Mailboxes("Sender")).Take(MostRecipients).SelectMany(Words), envelope.ReversePath]),
            Folded([.. header.Mailboxes("To").Concat(header.Mailboxes("Cc")).Take(MostRecipients).SelectMany(Words), .. envelope.ForwardPaths.Take(MostRecipients)]),
            Folded([subject ?? ""]),
            Folded(Texts(opened, cancellationToken)));
    }

    private static IEnumerable<string> Texts(OpenedMessage opened, CancellationToken cancellationToken)
    {
        if (DetailsView.Text(opened, cancellationToken) is { } text)
            yield return text;
        if (opened.Parts.Html is { } html)
            yield return TextOf(PartText.Read(html, MimeLimits.Text, cancellationToken).Value);
        foreach (var part in opened.Parts.Attachments)
        {
            if (part.Name is { } name)
                yield return name;
        }
    }

    private static string TextOf(string html)
    {
        var text = new StringBuilder();
        bool isStyle = false;
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        while (text.Length < LongestText && tokenizer.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken tag:
                    isStyle = tag.Id == HtmlTagId.Style && !tag.IsEndTag;
                    if (!HtmlElements.Formats.Contains(tag.Name.ToLowerInvariant()))
                        text.Append(' ');
                    break;
                case HtmlDataToken data when !isStyle && data is not HtmlScriptDataToken:
                    text.Append(data.Data);
                    break;
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Words(MailName mailbox) => mailbox.Name is { } name ? [name, mailbox.Address] : [mailbox.Address];

    // Each on a line of its own, which folds to a space.
    private static string Folded(IEnumerable<string> texts)
    {
        var joined = new StringBuilder();
        foreach (string text in texts)
        {
            if (joined.Length >= LongestText)
                break;
            joined.Append(SearchText.Cut(text, LongestText)).Append('\n');
        }

        return SearchText.Cut(SearchText.Fold(joined.ToString()), LongestText);
    }
}
