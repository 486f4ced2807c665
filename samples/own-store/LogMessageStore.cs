using System.Globalization;
using SmtpGen.Storage;

namespace Samples;

/// <summary>
/// A store of one's own: all messages in one file that only grows. What is hard about a store is SmtpGen's: the writer with its spool
/// keeps large bodies out of memory, and the commit queue hands over groups of changes on a thread of its own, so that many messages share a sync.
/// What is left is one method that makes a group last, and reading.
/// </summary>
public sealed class LogMessageStore : IMessageStore
{
    private readonly LogFile _file;
    private readonly CommitQueue _commits;
    private readonly SpoolFiles _spools;
    private readonly Lock _lock = new();
    private readonly SortedList<long, Entry> _messages = [];
    private long _lastId;

    public LogMessageStore(string path)
    {
        path = Path.GetFullPath(path);
        _file = new LogFile(path);
        foreach (var (record, bodyAt) in _file.ReadAll())
            Apply(record, bodyAt);
        _spools = new SpoolFiles(path, () => $"{path}.spool-{Guid.NewGuid():N}");
        _commits = new CommitQueue(path, Commit);
    }

    public ValueTask<IMessageWriter> BeginAsync(ReceivedEnvelope envelope, CancellationToken cancellationToken = default) =>
        new(new SpooledMessageWriter(envelope, _spools, _commits));

    public async ValueTask DeleteAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) =>
        await _commits.DeleteAsync(owner: null, [.. ids], cancellationToken);

    public IAsyncEnumerable<StoredMessage> ListAsync(CancellationToken cancellationToken = default) => List().ToAsyncEnumerable();

    public IAsyncEnumerable<StoredMessage> ListNewestAsync(string? before = null, CancellationToken cancellationToken = default)
    {
        long limit = before is null ? long.MaxValue : Number(before) ?? throw StoreException.NotFound(_file.Path, before);
        return List().Where(message => Number(message.Id) < limit).Reverse().ToAsyncEnumerable();
    }

    public ValueTask<StoredMessage?> FindAsync(string id, CancellationToken cancellationToken = default) => new(Find(id)?.Message);

    public ValueTask<Stream> OpenAsync(string id, CancellationToken cancellationToken = default)
    {
        var entry = Find(id) ?? throw StoreException.NotFound(_file.Path, id);
        return new(_file.OpenBody(entry.BodyAt, entry.Message.Size));
    }

    public async ValueTask DisposeAsync()
    {
        await _commits.CloseAsync();
        _file.Dispose();
    }

    // On the commit thread, which may wait for the disk. All of the group or nothing of it: then a failure needs no undoing, since
    // what was written stays beyond the end that counts.
    private void Commit(IReadOnlyList<PendingCommit> group)
    {
        try
        {
            long end = _file.End;
            long id = _lastId;
            var written = new List<(PendingCommit Change, LogRecord Record, long BodyAt)>();
            foreach (var change in group)
            {
                var record = RecordOf(change, ref id);
                written.Add((change, record, _file.Append(record, (change as PendingMessage)?.Spool, ref end)));
            }

            _file.Sync(end);
            foreach (var (change, record, bodyAt) in written)
            {
                Apply(record, bodyAt);
                if (change is PendingMessage message)
                    message.Stored(Name(record.Id));
                else
                    change.Committed();
            }
        }
        catch (IOException exception)
        {
            foreach (var change in group)
                change.Refused(StoreException.Of(_file.Path, exception));
        }
    }

    private static LogRecord RecordOf(PendingCommit change, ref long id) => change switch
    {
        PendingMessage message => new LogRecord
        {
            Id = ++id,
            Size = message.Spool.Length,
            Envelope = EnvelopeJson.Write(message.Envelope),
            Subject = message.Summary.Subject,
            Date = message.Summary.Date,
        },
        PendingDeletion deletion => new LogRecord { Deleted = [.. deletion.Ids.Select(Number).OfType<long>()] },
        _ => throw new NotSupportedException($"{change} is nothing that this store can do."),
    };

    private void Apply(LogRecord record, long bodyAt)
    {
        lock (_lock)
        {
            foreach (long id in record.Deleted ?? [])
                _messages.Remove(id);
            if (record.Envelope is null)
                return;
            _lastId = record.Id;
            var message = new StoredMessage(Name(record.Id), EnvelopeJson.ReadEnvelope(record.Envelope), record.Size) { Subject = record.Subject, Date = record.Date };
            _messages.Add(record.Id, new Entry(message, bodyAt));
        }
    }

    private List<StoredMessage> List()
    {
        lock (_lock)
            return [.. _messages.Values.Select(entry => entry.Message)];
    }

    private Entry? Find(string id)
    {
        lock (_lock)
            return Number(id) is { } number ? _messages.GetValueOrDefault(number) : null;
    }

    private static string Name(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static long? Number(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private sealed record Entry(StoredMessage Message, long BodyAt);
}
