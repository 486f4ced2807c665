namespace SmtpGen.Storage;

/// <summary>
/// Where the messages were at the last listing. It serves the deletions of the next seconds, too: one that deletes a large mailbox
/// in steps would otherwise list it for each of them.
/// </summary>
internal sealed class MaildirListing : IDisposable
{
    private static readonly TimeSpan s_keptFor = TimeSpan.FromSeconds(10);
    private static readonly Dictionary<string, MaildirEntry> s_empty = [];

    private readonly MaildirFolders _folders;
    private readonly ITimer _timer;
    private Dictionary<string, MaildirEntry> _messages = s_empty;

    public MaildirListing(MaildirFolders folders, TimeProvider time)
    {
        _folders = folders;
        _timer = time.CreateTimer(
            _ => Volatile.Write(ref _messages, s_empty), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The messages at the last listing, by name; empty where none is kept.</summary>
    public IReadOnlyDictionary<string, MaildirEntry> Messages => Volatile.Read(ref _messages);

    /// <summary>Lists the messages; blocks.</summary>
    public IReadOnlyDictionary<string, MaildirEntry> Renew()
    {
        Dictionary<string, MaildirEntry> messages = _folders.Messages();
        Volatile.Write(ref _messages, messages);
        _timer.Change(s_keptFor, Timeout.InfiniteTimeSpan);
        return messages;
    }

    public void Dispose() => _timer.Dispose();
}
