using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Samples;

/// <summary>Values by key, each with a time at which it is gone. Every method is one step.</summary>
/// <param name="capacity">Octets that all values may take.</param>
/// <param name="itemSize">Octets of the largest value.</param>
/// <param name="time">Says what time it is.</param>
public sealed class Cache(long capacity, long itemSize, TimeProvider time)
{
    // A number of seconds above this is a time of day.
    private const long ThirtyDays = 60 * 60 * 24 * 30;

    private readonly Lock _lock = new();
    private readonly Dictionary<byte[], CacheItem> _items = new(OctetComparer.Instance);
    private ulong _lastUnique;
    private long _octets;
    private long _flushAt = long.MaxValue;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The value of a key; null where there is none.</summary>
    public CacheItem? Get(ReadOnlySpan<byte> key)
    {
        lock (_lock)
            return Find(key);
    }

    /// <summary>Stores a value.</summary>
    /// <param name="mode">When, and how.</param>
    /// <param name="key">Its key.</param>
    /// <param name="flags">What the client wants to know of it later; those of the old value stay where it is lengthened.</param>
    /// <param name="seconds">When it is gone: 0 for never, seconds from now, or a time of day.</param>
    /// <param name="value">Its octets, which are copied.</param>
    /// <param name="unique">The unique number of the old value, for <see cref="StoreMode.CompareAndSwap"/>.</param>
    public CacheOutcome Store(StoreMode mode, ReadOnlySpan<byte> key, long flags, long seconds, ReadOnlySpan<byte> value, ulong unique)
    {
        lock (_lock)
        {
            var old = Find(key);
            if (mode == StoreMode.CompareAndSwap && old?.Unique != unique)
                return old is null ? CacheOutcome.NotFound : CacheOutcome.Exists;
            if (mode == StoreMode.Add ? old is not null : mode is not (StoreMode.Set or StoreMode.CompareAndSwap) && old is null)
                return CacheOutcome.NotStored;
            return mode switch
            {
                StoreMode.Append => Put(old! with { Value = [.. old.Value, .. value] }, old),
                StoreMode.Prepend => Put(old! with { Value = [.. value, .. old.Value] }, old),
                _ => Put(new CacheItem(old?.Key ?? key.ToArray(), flags, value.ToArray(), 0, Expiry(seconds)), old),
            };
        }
    }

    /// <summary>Adds to a number, which begins anew beyond 64 bits, or takes from it, where it does not fall below 0.</summary>
    public CacheOutcome Count(ReadOnlySpan<byte> key, ulong delta, bool isUp, out ulong number)
    {
        number = 0;
        lock (_lock)
        {
            if (Find(key) is not { } old)
                return CacheOutcome.NotFound;
            if (!Utf8Parser.TryParse(old.Value, out ulong before, out int read) || read < old.Value.Length)
                return CacheOutcome.NotANumber;
            number = isUp ? unchecked(before + delta) : before - Math.Min(before, delta);
            return Put(old with { Value = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)) }, old);
        }
    }

    /// <summary>Says anew when a value is gone; false where there is none.</summary>
    public bool Touch(ReadOnlySpan<byte> key, long seconds)
    {
        lock (_lock)
        {
            if (Find(key) is not { } old)
                return false;
            _items[old.Key] = old with { Expires = Expiry(seconds) };
            return true;
        }
    }

    /// <summary>Takes a value away; false where there is none.</summary>
    public bool Delete(ReadOnlySpan<byte> key)
    {
        lock (_lock)
        {
            if (Find(key) is not { } old)
                return false;
            Remove(old);
            return true;
        }
    }

    /// <summary>Takes all values away, now or in some seconds.</summary>
    public void Flush(long seconds)
    {
        lock (_lock)
            _flushAt = Now + (seconds * 1000);
    }

    private CacheItem? Find(ReadOnlySpan<byte> key)
    {
        long now = Now;
        if (now >= _flushAt)
        {
            _items.Clear();
            (_octets, _flushAt) = (0, long.MaxValue);
        }

        if (!_items.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var item))
            return null;
        if (item.Expires > now)
            return item;
        Remove(item);
        return null;
    }

    private CacheOutcome Put(CacheItem item, CacheItem? old)
    {
        if (item.Value.Length > itemSize)
            return CacheOutcome.TooLarge;
        long more = item.Octets - (old?.Octets ?? 0);
        if (_octets + more > capacity)
            RemoveExpired();
        if (_octets + more > capacity)
            return CacheOutcome.OutOfMemory;
        _items[item.Key] = item with { Unique = ++_lastUnique };
        _octets += more;
        return CacheOutcome.Stored;
    }

    private void Remove(CacheItem item)
    {
        _items.Remove(item.Key);
        _octets -= item.Octets;
    }

    private void RemoveExpired()
    {
        long now = Now;
        foreach (var item in _items.Values)
        {
            if (item.Expires <= now)
                Remove(item);
        }
    }

    private long Expiry(long seconds) => seconds switch
    {
        0 => long.MaxValue,
        < 0 => 0,
        > ThirtyDays => seconds > long.MaxValue / 1000 ? long.MaxValue : seconds * 1000,
        _ => Now + (seconds * 1000),
    };
}
