using System.Buffers;

namespace SmtpGen.Runtime;

/// <summary>
/// Octets that wait to be sent. Memory is rented with the first octet and given back by <see cref="Clear"/>, so that an
/// idle session holds none.
/// </summary>
public class OutputBuffer
{
    private byte[] _octets = [];

    /// <summary>Number of octets that wait.</summary>
    public int Length { get; private protected set; }

    /// <summary>The octets that wait; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => _octets.AsMemory(0, Length);

    private protected ref byte this[int at] => ref _octets[at];

    /// <summary>Forgets what was sent and gives the memory back.</summary>
    public void Clear()
    {
        if (_octets.Length > 0)
            ArrayPool<byte>.Shared.Return(_octets);
        _octets = [];
        Length = 0;
    }

    /// <summary>Adds octets as they are.</summary>
    public void Write(ReadOnlySpan<byte> octets) => Add(octets);

    /// <summary>Adds octets and returns where they are now.</summary>
    private protected Span<byte> Add(ReadOnlySpan<byte> octets)
    {
        Reserve(octets.Length);
        var added = _octets.AsSpan(Length, octets.Length);
        octets.CopyTo(added);
        Length += octets.Length;
        return added;
    }

    /// <summary>Adds octets again that stand here already.</summary>
    private protected void Repeat(int start, int count)
    {
        Reserve(count);
        _octets.AsSpan(start, count).CopyTo(_octets.AsSpan(Length));
        Length += count;
    }

    private void Reserve(int count)
    {
        if (_octets.Length - Length >= count)
            return;

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(1024, Math.Max(Length + count, _octets.Length * 2)));
        _octets.AsSpan(0, Length).CopyTo(larger);
        if (_octets.Length > 0)
            ArrayPool<byte>.Shared.Return(_octets);
        _octets = larger;
    }
}
