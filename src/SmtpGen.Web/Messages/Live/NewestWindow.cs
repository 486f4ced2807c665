using SmtpGen.Storage;

namespace SmtpGen.Web.Messages;

/// <summary>The newest messages of a store at one time, from which two looks find what came and went.</summary>
internal sealed class NewestWindow
{
    private const int Least = 64;
    private const int KnownInARow = 16;
    private const int Most = 1024;

    private readonly List<StoredMessage> _messages;
    private readonly bool _isWhole;

    private NewestWindow(List<StoredMessage> messages, bool isWhole) => (_messages, _isWhole) = (messages, isWhole);

    /// <summary>Reads the newest messages: few, or as many as have come since another look.</summary>
    public static async Task<NewestWindow> ReadAsync(IMessageStore store, NewestWindow? last, CancellationToken cancellationToken)
    {
        var known = last?._messages.Select(message => message.Id).ToHashSet() ?? [];
        var messages = new List<StoredMessage>();
        int inARow = 0;
        await foreach (var message in store.ListNewestAsync(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            messages.Add(message);
            inARow = last is null || known.Contains(message.Id) ? inARow + 1 : 0;
            if ((messages.Count >= Least && inARow >= KnownInARow) || messages.Count == Most)
                return new NewestWindow(messages, isWhole: false);
        }

        return new NewestWindow(messages, isWhole: true);
    }

    /// <summary>The same without messages that were deleted.</summary>
    public NewestWindow Without(IReadOnlyList<string> ids)
    {
        var gone = ids.ToHashSet();
        return new NewestWindow([.. _messages.Where(message => !gone.Contains(message.Id))], _isWhole);
    }

    /// <summary>What came, the oldest first, and what went since an earlier look.</summary>
    public (IReadOnlyList<StoredMessage> Added, IReadOnlyList<string> Gone) Since(NewestWindow earlier)
    {
        var before = earlier._messages.Select(message => message.Id).ToHashSet();
        var now = _messages.Select(message => message.Id).ToHashSet();
        int lastKnown = _messages.FindLastIndex(message => before.Contains(message.Id));
        var newest = earlier._messages.Count > 0 ? earlier._messages.Max(message => message.Envelope.ReceivedAt) : DateTimeOffset.MinValue;

        // What comes into view because others went is not new: it is older than all that was seen.
        bool IsNew(StoredMessage message, int index)
            => !before.Contains(message.Id) && (earlier._isWhole || index < lastKnown || message.Envelope.ReceivedAt > newest);

        var added = _messages.Where(IsNew).Reverse().ToList();
        int lastSeen = earlier._messages.FindLastIndex(message => now.Contains(message.Id));
        var gone = earlier._messages.Take(_isWhole || lastSeen < 0 ? earlier._messages.Count : lastSeen).Select(message => message.Id).Where(id => !now.Contains(id)).ToList();
        return (added, gone);
    }
}
