using SmtpGen.Storage;

namespace SmtpGen.Forwarding.Tests;

/// <summary>A store that takes down the names of the transactions, by which a store in a database knows a message again.</summary>
internal sealed class NamedTransactions(IMessageStore store) : IMessageStore
{
    public List<string?> Names { get; } = [];

    /// <summary>Whether nothing can be stored for now.</summary>
    public bool IsFull { get; set; }

    public ValueTask<IMessageWriter> BeginAsync(ReceivedEnvelope envelope, CancellationToken cancellationToken = default)
    {
        if (IsFull)
            throw StoreException.Full("the store");
        Names.Add(envelope.TransactionId);
        return store.BeginAsync(envelope, cancellationToken);
    }

    public IAsyncEnumerable<StoredMessage> ListAsync(CancellationToken cancellationToken = default) => store.ListAsync(cancellationToken);

    public IAsyncEnumerable<StoredMessage> ListNewestAsync(string? before = null, CancellationToken cancellationToken = default) =>
        store.ListNewestAsync(before, cancellationToken);

    public ValueTask<StoredMessage?> FindAsync(string id, CancellationToken cancellationToken = default) => store.FindAsync(id, cancellationToken);

    public ValueTask<Stream> OpenAsync(string id, CancellationToken cancellationToken = default) => store.OpenAsync(id, cancellationToken);

    public ValueTask DeleteAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) => store.DeleteAsync(ids, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
