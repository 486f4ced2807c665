using System.Globalization;
using SmtpGen.Storage;

namespace SmtpGen.Mail;

/// <summary>A maildrop in a session, with the marks of the session (RFC 1939 section 5, DELE).</summary>
internal sealed class OpenMaildrop(IMaildrop maildrop) : IAsyncDisposable
{
    private readonly HashSet<int> _marked = [];

    /// <summary>The messages that are not marked.</summary>
    public IEnumerable<MaildropMessage> Messages => maildrop.Messages.Where(message => !_marked.Contains(message.Number));

    /// <summary>Number and octets of the messages, as STAT says them.</summary>
    public string DropListing
    {
        get
        {
            var (count, octets) = Totals();
            return string.Create(CultureInfo.InvariantCulture, $"{count} {octets}");
        }
    }

    /// <summary>The same for people.</summary>
    public string Summary
    {
        get
        {
            var (count, octets) = Totals();
            return string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "message" : "messages")} ({octets} octets)");
        }
    }

    /// <summary>The message that a client numbers so; null where there is none, or it is marked.</summary>
    public MaildropMessage? Find(ulong? number)
    {
        if (number is null or 0 || number > (ulong)maildrop.Messages.Count)
            return null;
        var message = maildrop.Messages[(int)number - 1];
        return _marked.Contains(message.Number) ? null : message;
    }

    public ValueTask<Stream> OpenAsync(MaildropMessage message, CancellationToken cancellationToken) =>
        maildrop.OpenAsync(message.Number, cancellationToken);

    public void Mark(MaildropMessage message) => _marked.Add(message.Number);

    public void Unmark() => _marked.Clear();

    /// <summary>Deletes what is marked.</summary>
    public ValueTask DeleteAsync(CancellationToken cancellationToken) => maildrop.DeleteAsync(_marked, cancellationToken);

    public ValueTask DisposeAsync() => maildrop.DisposeAsync();

    private (int Count, long Octets) Totals()
    {
        int count = 0;
        long octets = 0;
        foreach (var message in Messages)
        {
            count++;
            octets += message.Size;
        }

        return (count, octets);
    }
}
