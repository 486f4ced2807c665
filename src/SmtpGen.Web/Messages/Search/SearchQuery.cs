namespace SmtpGen.Web.Messages;

/// <summary>What somebody looks for: messages that fulfil every term.</summary>
/// <param name="Terms">The terms; none fits every message.</param>
internal sealed record SearchQuery(IReadOnlyList<SearchTerm> Terms)
{
    /// <summary>A query with more terms.</summary>
    public SearchQuery With(IEnumerable<SearchTerm> more) => new([.. Terms, .. more]);

    /// <summary>Whether a message fits.</summary>
    public bool Fits(SearchDocument document) => Terms.All(term => Fulfils(document, term) != term.IsNegated);

    private static bool Fulfils(SearchDocument document, SearchTerm term) => term switch
    {
        TextTerm { Field: SearchField.Sender } text => Has(document.Sender, text),
        TextTerm { Field: SearchField.Recipients } text => Has(document.Recipients, text),
        TextTerm { Field: SearchField.Subject } text => Has(document.Subject, text),
        TextTerm text => Has(document.Sender, text) || Has(document.Recipients, text) || Has(document.Subject, text) || Has(document.Body, text),
        AttachmentTerm => document.Attachments > 0,
        TimeTerm { IsBefore: true } time => document.ReceivedAt < time.At,
        TimeTerm time => document.ReceivedAt >= time.At,
        SizeTerm { IsSmaller: true } size => document.Size < size.Octets,
        SizeTerm size => document.Size > size.Octets,
        _ => throw new InvalidOperationException($"A {term.GetType().Name} is not known here."),
    };

    private static bool Has(string text, TextTerm term) => text.Contains(term.Text, StringComparison.Ordinal);
}
