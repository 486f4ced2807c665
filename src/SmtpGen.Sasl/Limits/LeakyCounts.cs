using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SmtpGen.Sasl;

/// <summary>
/// Counts that go down by one in every stretch of time, in memory that does not grow. Keys are hashed with a secret, so that
/// nobody can choose some that meet; where there is no room for another, the lowest of a few counts is given up.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="sets">How many groups of <see cref="Ways"/> counts there are; a power of two.</param>
internal sealed class LeakyCounts(TimeProvider time, int sets)
{
    public const int Ways = 8;

    private readonly Lock _lock = new();

    // A server that nobody logs in to has neither these nor the library of cryptography.
    private readonly Lazy<byte[]> _secret = new(() => RandomNumberGenerator.GetBytes(32));
    private readonly Lazy<Entry[]> _table = new(() => new Entry[sets * Ways]);

    private Entry[] Entries => _table.Value;

    /// <summary>The count of a key; zero where nothing is known of it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="forgetOneIn">How long it takes until the count goes down by one.</param>
    public double Of(ReadOnlySpan<byte> key, TimeSpan forgetOneIn)
    {
        if (!_table.IsValueCreated)
            return 0;
        (ulong tag, int first) = Locate(key);
        lock (_lock)
        {
            int index = Find(tag, first);
            return index < 0 ? 0 : Level(Entries[index], time.GetTimestamp(), forgetOneIn);
        }
    }

    /// <summary>Adds one to the count of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="forgetOneIn">As in <see cref="Of"/>.</param>
    /// <param name="most">What the count does not go beyond.</param>
    public void Add(ReadOnlySpan<byte> key, TimeSpan forgetOneIn, double most)
    {
        (ulong tag, int first) = Locate(key);
        lock (_lock)
        {
            long now = time.GetTimestamp();
            int index = Find(tag, first);
            double level = index < 0 ? 0 : Level(Entries[index], now, forgetOneIn);
            if (index < 0)
                index = Lowest(first, now, forgetOneIn);
            Entries[index] = new Entry(tag, Math.Min(level + 1, most), now);
        }
    }

    private int Find(ulong tag, int first)
    {
        for (int i = first; i < first + Ways; i++)
        {
            if (Entries[i].Tag == tag)
                return i;
        }

        return -1;
    }

    // Of counts that are equal the oldest: what stands high stays, however many others come.
    private int Lowest(int first, long now, TimeSpan forgetOneIn)
    {
        int lowest = first;
        for (int i = first; i < first + Ways; i++)
        {
            double level = Level(Entries[i], now, forgetOneIn);
            double least = Level(Entries[lowest], now, forgetOneIn);
            if (level < least || (level == least && Entries[i].At < Entries[lowest].At))
                lowest = i;
        }

        return lowest;
    }

    private double Level(in Entry entry, long now, TimeSpan forgetOneIn)
        => entry.Tag == 0 ? 0 : Math.Max(0, entry.Count - (time.GetElapsedTime(entry.At, now) / forgetOneIn));

    private (ulong Tag, int First) Locate(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret.Value, key, hash);
        // Zero marks a place that is free.
        ulong tag = BinaryPrimitives.ReadUInt64BigEndian(hash) | 1;
        return (tag, (BinaryPrimitives.ReadInt32BigEndian(hash[8..]) & (sets - 1)) * Ways);
    }

    private readonly record struct Entry(ulong Tag, double Count, long At);
}
