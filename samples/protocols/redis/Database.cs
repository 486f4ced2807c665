using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Samples;

/// <summary>Texts and lists by key. Every method is one step, of which others see all or nothing.</summary>
/// <param name="time">Says what time it is.</param>
public sealed class Database(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<byte[], DatabaseValue> _values = new(OctetComparer.Instance);

    private Dictionary<byte[], DatabaseValue>.AlternateLookup<ReadOnlySpan<byte>> ByKey => _values.GetAlternateLookup<ReadOnlySpan<byte>>();

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The text of a key; null where there is none.</summary>
    public byte[]? Get(ReadOnlySpan<byte> key, out bool isList)
    {
        lock (_lock)
        {
            var found = Find(key);
            isList = found?.List is not null;
            return found?.Text;
        }
    }

    /// <summary>Stores a text, whatever was there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The text, which is copied.</param>
    /// <param name="seconds">In how many seconds it is gone; null: never.</param>
    /// <param name="isNew">It is stored only where there is nothing.</param>
    public bool Set(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long? seconds, bool isNew)
    {
        lock (_lock)
        {
            if (isNew && Find(key) is not null)
                return false;
            Put(key, new DatabaseValue { Text = value.ToArray(), Expires = seconds is { } inTime ? In(inTime) : long.MaxValue });
            return true;
        }
    }

    /// <summary>Adds to a number, which is 0 where there is none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="delta">What is added.</param>
    /// <param name="sum">The number then.</param>
    public SumOutcome Add(ReadOnlySpan<byte> key, Int128 delta, out long sum)
    {
        sum = 0;
        lock (_lock)
        {
            var old = Find(key);
            if (old?.List is not null)
                return SumOutcome.NotAText;
            long before = 0;
            if (old?.Text is { } text && !(Utf8Parser.TryParse(text, out before, out int read) && read == text.Length))
                return SumOutcome.NotANumber;
            var exact = before + delta;
            if (exact < long.MinValue || exact > long.MaxValue)
                return SumOutcome.Overflow;
            sum = (long)exact;
            Put(key, new DatabaseValue { Text = Encoding.ASCII.GetBytes(sum.ToString(CultureInfo.InvariantCulture)), Expires = old?.Expires ?? long.MaxValue });
            return SumOutcome.Done;
        }
    }

    /// <summary>Adds to a list, one element after the other; null where the key holds a text.</summary>
    /// <returns>How long the list is then.</returns>
    public int? Push(ReadOnlySpan<byte> key, IEnumerable<byte[]> values, bool isFirst)
    {
        lock (_lock)
        {
            if (Find(key) is not { } found)
                Put(key, found = new DatabaseValue { List = new Deque() });
            if (found.List is not { } list)
                return null;
            foreach (byte[] value in values)
            {
                if (isFirst)
                    list.AddFirst(value);
                else
                    list.AddLast(value);
            }

            return list.Count;
        }
    }

    /// <summary>How long a list is; null where the key holds a text.</summary>
    public int? Length(ReadOnlySpan<byte> key)
    {
        lock (_lock)
            return Find(key) is { } found ? found.List?.Count : 0;
    }

    /// <summary>A part of a list; null where the key holds a text.</summary>
    /// <param name="key">The key.</param>
    /// <param name="first">The place of the first element, from the end where it is below 0.</param>
    /// <param name="last">The place of the last, which belongs to it.</param>
    public byte[][]? Range(ReadOnlySpan<byte> key, long first, long last)
    {
        lock (_lock)
        {
            if (Find(key) is not { } found)
                return [];
            if (found.List is not { } list)
                return null;
            first = Math.Max(0, first < 0 ? first + list.Count : first);
            last = Math.Min(list.Count - 1, last < 0 ? last + list.Count : last);
            return first > last ? [] : [.. Enumerable.Range((int)first, (int)(last - first + 1)).Select(index => list[index])];
        }
    }

    /// <summary>Whether there is something after a key.</summary>
    public bool Exists(ReadOnlySpan<byte> key)
    {
        lock (_lock)
            return Find(key) is not null;
    }

    /// <summary>Takes a key away; false where there is none.</summary>
    public bool Delete(ReadOnlySpan<byte> key)
    {
        lock (_lock)
            return Find(key) is not null && ByKey.Remove(key);
    }

    /// <summary>Says in how many seconds a key is gone; false where there is none.</summary>
    public bool Expire(ReadOnlySpan<byte> key, long seconds)
    {
        lock (_lock)
        {
            if (Find(key) is not { } found)
                return false;
            found.Expires = In(seconds);
            return true;
        }
    }

    /// <summary>In how many seconds a key is gone; -1: never, -2: there is none.</summary>
    public long TimeToLive(ReadOnlySpan<byte> key)
    {
        lock (_lock)
            return Find(key) is not { } found ? -2 : found.Expires == long.MaxValue ? -1 : (found.Expires - Now + 500) / 1000;
    }

    /// <summary>The keys that are written like a pattern.</summary>
    public byte[][] Keys(ReadOnlySpan<byte> pattern)
    {
        var keys = new List<byte[]>();
        lock (_lock)
        {
            RemoveExpired();
            foreach (byte[] key in _values.Keys)
            {
                if (Glob.IsMatch(pattern, key))
                    keys.Add(key);
            }
        }

        return [.. keys];
    }

    /// <summary>How many keys there are.</summary>
    public int Count()
    {
        lock (_lock)
        {
            RemoveExpired();
            return _values.Count;
        }
    }

    /// <summary>Takes all keys away.</summary>
    public void Clear()
    {
        lock (_lock)
            _values.Clear();
    }

    private DatabaseValue? Find(ReadOnlySpan<byte> key)
    {
        if (!ByKey.TryGetValue(key, out var found))
            return null;
        if (found.Expires == long.MaxValue || found.Expires > Now)
            return found;
        ByKey.Remove(key);
        return null;
    }

    private void Put(ReadOnlySpan<byte> key, DatabaseValue value)
    {
        var values = ByKey;
        values[key] = value;
    }

    private void RemoveExpired()
    {
        long now = Now;
        foreach (var (key, value) in _values)
        {
            if (value.Expires <= now)
                _values.Remove(key);
        }
    }

    private long In(long seconds) => seconds > (long.MaxValue / 1000) - Now ? long.MaxValue : Now + (seconds * 1000);
}
