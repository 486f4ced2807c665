using SmtpGen.Storage;

namespace SmtpGen.Web.Trial;

/// <summary>A maildrop with two messages, the same for every user; nothing that is done to it lasts.</summary>
internal sealed class TrialMaildrop : IMaildropStore, IMaildrop
{
    private static readonly byte[][] s_messages =
    [
        "From: alice@example.com\r\nTo: you@example.org\r\nSubject: Lunch\r\n\r\nAt noon?\r\n.. with two dots at the beginning of a line\r\n"u8.ToArray(),
        "From: bob@example.net\r\nTo: you@example.org\r\nSubject: Re: Lunch\r\n\r\nHalf past.\r\n"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<MaildropMessage> Messages { get; } = [.. s_messages.Select((octets, i) => new MaildropMessage(i + 1, $"trial-{i + 1}", octets.Length))];

    /// <inheritdoc/>
    public ValueTask<IMaildrop> OpenMaildropAsync(MaildropOwner owner, CancellationToken cancellationToken = default) => new(new TrialMaildrop());

    /// <inheritdoc/>
    public ValueTask<Stream> OpenAsync(int number, CancellationToken cancellationToken = default) => new(new MemoryStream(s_messages[number - 1], writable: false));

    /// <inheritdoc/>
    public ValueTask DeleteAsync(IReadOnlyCollection<int> numbers, CancellationToken cancellationToken = default) => default;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    // A session of POP3 asks only for the maildrop.
    ValueTask<IMessageWriter> IMessageStore.BeginAsync(ReceivedEnvelope envelope, CancellationToken cancellationToken) => throw new NotSupportedException();

    IAsyncEnumerable<StoredMessage> IMessageStore.ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    IAsyncEnumerable<StoredMessage> IMessageStore.ListNewestAsync(string? before, CancellationToken cancellationToken) => throw new NotSupportedException();

    ValueTask<StoredMessage?> IMessageStore.FindAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    ValueTask<Stream> IMessageStore.OpenAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    ValueTask IMessageStore.DeleteAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => throw new NotSupportedException();
}
