using System.Buffers;
using System.Text;

namespace SmtpGen.Runtime;

/// <summary>
/// The texts of a command whose octets the client counted. In the command's line an LF stands for each of them, which no line
/// holds otherwise; so the n-th LF is the n-th text.
/// </summary>
internal sealed class CountedTexts
{
    /// <summary>What stands for a text in the line.</summary>
    public const byte Mark = (byte)'\n';

    private readonly RentedOctets _octets = new();
    private int[] _ends = [];

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> this[int index] => _octets.Slice(index == 0 ? 0 : _ends[index - 1], _ends[index]);

    /// <summary>Adds octets to the text that is under way.</summary>
    public void Append(ReadOnlySpan<byte> octets) => _octets.Append(octets);

    /// <summary>The text that is under way is complete.</summary>
    public void End()
    {
        if (Count == _ends.Length)
        {
            int[] larger = ArrayPool<int>.Shared.Rent(Math.Max(16, 2 * Count));
            _ends.AsSpan().CopyTo(larger);
            GiveBackEnds();
            _ends = larger;
        }

        _ends[Count++] = _octets.Length;
    }

    public void Clear()
    {
        _octets.Clear();
        Count = 0;
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        _octets.Release();
        GiveBackEnds();
        _ends = [];
        Count = 0;
    }

    /// <summary>Whether the texts that a part of a line stands for, and the rest of the part, are ASCII.</summary>
    /// <param name="line">The line up to the end of the part.</param>
    /// <param name="start">Where the part begins.</param>
    public bool AreAscii(ReadOnlySpan<byte> line, int start)
    {
        if (!Ascii.IsValid(line[start..]))
            return false;
        int first = line[..start].Count(Mark);
        int end = first + line[start..].Count(Mark);
        for (int i = first; i < end; i++)
        {
            if (!Ascii.IsValid(this[i].Span))
                return false;
        }

        return true;
    }

    private void GiveBackEnds()
    {
        if (_ends.Length > 0)
            ArrayPool<int>.Shared.Return(_ends);
    }
}
