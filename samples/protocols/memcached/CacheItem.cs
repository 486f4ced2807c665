namespace Samples;

/// <summary>A value of the cache, which is never changed but replaced.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Flags">What the client wants to know of it later.</param>
/// <param name="Value">Its octets.</param>
/// <param name="Unique">A number that no other value has had.</param>
/// <param name="Expires">When it is gone, in milliseconds since 1970.</param>
public sealed record CacheItem(byte[] Key, long Flags, byte[] Value, ulong Unique, long Expires)
{
    // About what the dictionary and the objects take.
    private const int Overhead = 120;

    /// <summary>Octets that it takes in memory.</summary>
    public long Octets => Overhead + Key.Length + Value.Length;
}
