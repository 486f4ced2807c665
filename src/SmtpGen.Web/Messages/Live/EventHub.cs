namespace SmtpGen.Web.Messages;

/// <summary>
/// Hands events to everybody who reads them now. Publishing never waits: a reader that is too slow loses what it has not read, and is told
/// so by <see cref="Resync"/>.
/// </summary>
internal sealed class EventHub
{
    /// <summary>The event that stands for those that were lost: a reader asks for everything anew.</summary>
    public const string Resync = "resync";

    /// <summary>Readers at the same time.</summary>
    public const int MostReaders = 100;

    private readonly Lock _lock = new();
    private EventReader[] _readers = [];

    /// <summary>Whether anybody reads. Publishers that have to make an event first ask this.</summary>
    public bool HasReaders => Volatile.Read(ref _readers).Length > 0;

    /// <summary>Hands an event to all readers that want it; does not wait.</summary>
    /// <param name="name">Its name: letters, digits and hyphens.</param>
    /// <param name="json">What it says, as JSON on one line.</param>
    public void Publish(string name, string json)
    {
        foreach (var reader in Volatile.Read(ref _readers))
            reader.Offer(new ServerEvent(name, json));
    }

    /// <summary>Begins to read.</summary>
    /// <param name="names">The events that are wanted; null for all.</param>
    /// <returns>A reader, which its caller disposes; null where there are too many.</returns>
    public EventReader? TryRead(IReadOnlySet<string>? names = null)
    {
        lock (_lock)
        {
            if (_readers.Length == MostReaders)
                return null;
            var reader = new EventReader(names, Remove);
            Volatile.Write(ref _readers, [.. _readers, reader]);
            return reader;
        }
    }

    private void Remove(EventReader reader)
    {
        lock (_lock)
            Volatile.Write(ref _readers, [.. _readers.Where(other => other != reader)]);
    }
}

/// <summary>An event.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">What it says.</param>
internal readonly record struct ServerEvent(string Name, string Json);
