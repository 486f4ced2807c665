namespace SmtpGen.Language.Grammar;

/// <summary>
/// Keeps the automata that were used last, up to a size, so that an edit compiles again only the patterns that it changes, and a protocol that
/// extends another compiles none of those that it inherits. Any thread may ask.
/// </summary>
/// <param name="capacity">Most that is kept: entries of automata and characters of keys.</param>
internal sealed class AutomatonCache(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<(string Key, Automaton Automaton)>> _found = new(StringComparer.Ordinal);

    // The one used last is the first.
    private readonly LinkedList<(string Key, Automaton Automaton)> _kept = new();
    private int _size;

    /// <summary>The one of the process.</summary>
    public static AutomatonCache Shared { get; } = new(1 << 20);

    /// <summary>Number of entries and characters that are kept.</summary>
    public int Size
    {
        get
        {
            lock (_kept)
                return _size;
        }
    }

    /// <summary>The automaton of a key; null where it is not kept.</summary>
    public Automaton? Find(string key)
    {
        lock (_kept)
        {
            if (!_found.TryGetValue(key, out var node))
                return null;
            _kept.Remove(node);
            _kept.AddFirst(node);
            return node.Value.Automaton;
        }
    }

    /// <summary>Keeps an automaton, and lets go of those that were not used for the longest time.</summary>
    /// <returns>The automaton to use: an equal one, where another thread was first.</returns>
    public Automaton Add(string key, Automaton automaton)
    {
        lock (_kept)
        {
            if (_found.TryGetValue(key, out var first))
                return first.Value.Automaton;
            if (SizeOf(key, automaton) > capacity)
                return automaton;
            _found.Add(key, _kept.AddFirst((key, automaton)));
            for (_size += SizeOf(key, automaton); _size > capacity; RemoveLast())
            {
                // Until all fit.
            }

            return automaton;
        }
    }

    private void RemoveLast()
    {
        var (key, automaton) = _kept.Last!.Value;
        _kept.RemoveLast();
        _found.Remove(key);
        _size -= SizeOf(key, automaton);
    }

    private static int SizeOf(string key, Automaton automaton) => key.Length + automaton.Next.Count + automaton.Operations.Count;
}
