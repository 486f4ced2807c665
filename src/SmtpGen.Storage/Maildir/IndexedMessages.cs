using System.Runtime.CompilerServices;

namespace SmtpGen.Storage;

/// <summary>The messages of an index by their names, which are compared with those in the folders without a text for each.</summary>
internal sealed class IndexedMessages
{
    private const string SidecarEnd = ".json";

    private readonly Dictionary<string, IndexedMessage> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IndexedMessage>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly List<string> _flags = [":2,", ":2,S"];
    private int _listing;

    public IndexedMessages() => _byName = _known.GetAlternateLookup<ReadOnlySpan<char>>();

    public IEnumerable<IndexedMessage> All => _known.Values;

    /// <summary>Those that the last listing saw.</summary>
    public IEnumerable<IndexedMessage> Listed => _known.Values.Where(message => message.MessageListing == _listing);

    public void Add(IndexedMessage message)
    {
        message.EnvelopeListing = _listing;
        _known.Add(message.Name, message);
    }

    /// <summary>Begins a listing: forgets messages whose sidecars are gone. Returns the names of those that are not known.</summary>
    public List<string> ListEnvelopes(string folder)
    {
        _listing++;
        List<string> unknown = [];
        // Other programs' Maildirs have none.
        if (Directory.Exists(folder))
        {
            using var walk = new EnvelopeWalk(this, folder, unknown);
            walk.Run();
        }

        foreach (IndexedMessage message in _known.Values.Where(message => message.EnvelopeListing != _listing).ToList())
            _known.Remove(message.Name);
        return unknown;
    }

    /// <summary>Ends the listing: notes which messages are there, and where.</summary>
    public void ListMessages(string unread, string read)
    {
        foreach (string folder in (string[])[unread, read])
        {
            using var walk = new MessageWalk(this, folder);
            walk.Run();
        }
    }

    /// <summary>Keeps one list for all messages to the same single recipient.</summary>
    public void ShareRecipients()
    {
        var shared = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (IndexedMessage message in _known.Values.Where(message => message.Recipients.Length == 1))
        {
            if (!shared.TryAdd(message.Recipients[0], message.Recipients))
                message.Recipients = shared[message.Recipients[0]];
        }
    }

    /// <summary>Forgets messages beyond so many recipients, and tells whether there were any.</summary>
    public bool Forget(int most)
    {
        int count = 0;
        List<string> beyond = [];
        foreach (IndexedMessage message in _known.Values)
        {
            if (count + message.Cost <= most)
                count += message.Cost;
            else
                beyond.Add(message.Name);
        }

        beyond.ForEach(name => _known.Remove(name));
        return beyond.Count > 0;
    }

    // Few are different.
    private string Shared(ReadOnlySpan<char> flags)
    {
        foreach (string known in _flags)
        {
            if (flags.SequenceEqual(known))
                return known;
        }

        string added = flags.ToString();
        if (_flags.Count < 32)
            _flags.Add(added);
        return added;
    }

    private sealed class EnvelopeWalk(IndexedMessages messages, string folder, List<string> unknown) : FileNameWalk(folder)
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void Visit(ReadOnlySpan<char> fileName)
        {
            if (!fileName.EndsWith(SidecarEnd))
                return;
            ReadOnlySpan<char> name = fileName[..^SidecarEnd.Length];
            if (messages._byName.TryGetValue(name, out IndexedMessage? known))
                known.EnvelopeListing = messages._listing;
            else
                unknown.Add(name.ToString());
        }
    }

    private sealed class MessageWalk(IndexedMessages messages, string folder) : FileNameWalk(folder)
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void Visit(ReadOnlySpan<char> fileName)
        {
            int colon = fileName.IndexOf(':');
            if (!messages._byName.TryGetValue(colon < 0 ? fileName : fileName[..colon], out IndexedMessage? known))
                return;
            known.MessageListing = messages._listing;
            known.Flags = colon < 0 ? null : messages.Shared(fileName[colon..]);
        }
    }
}
