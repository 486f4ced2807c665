using System.Buffers;

namespace SmtpGen.Runtime;

/// <summary>Octets in rented memory, which grows as they come.</summary>
internal sealed class RentedOctets
{
    private const int Least = 256;

    private byte[] _octets = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _octets.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Slice(int start, int end) => _octets.AsMemory(start..end);

    public void Append(ReadOnlySpan<byte> octets)
    {
        int length = Length + octets.Length;
        if (length > _octets.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(Math.Max(length, Least), 2L * _octets.Length), Array.MaxLength));
            Span.CopyTo(larger);
            GiveBack();
            _octets = larger;
        }

        octets.CopyTo(_octets.AsSpan(Length));
        Length = length;
    }

    public void Clear() => Length = 0;

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        GiveBack();
        _octets = [];
        Length = 0;
    }

    private void GiveBack()
    {
        if (_octets.Length > 0)
            ArrayPool<byte>.Shared.Return(_octets);
    }
}
