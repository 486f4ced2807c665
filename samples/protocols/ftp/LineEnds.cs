using System.Buffers;

namespace Samples;

/// <summary>Changes the ends of lines between the disk, LF, and the network, CRLF (RFC 959 section 3.1.1.1), in blocks that may end anywhere.</summary>
public sealed class LineEnds
{
    private readonly ArrayBufferWriter<byte> _changed = new();
    private byte _last;

    /// <summary>A block as it is sent; valid until the next call.</summary>
    public ReadOnlyMemory<byte> ToNetwork(ReadOnlySpan<byte> block)
    {
        _changed.ResetWrittenCount();
        foreach (byte octet in block)
        {
            if (octet == '\n' && _last != '\r')
                Write((byte)'\r');
            Write(_last = octet);
        }

        return _changed.WrittenMemory;
    }

    /// <summary>A block as it is stored; a CR at its end waits for the next.</summary>
    public ReadOnlyMemory<byte> ToDisk(ReadOnlySpan<byte> block)
    {
        _changed.ResetWrittenCount();
        foreach (byte octet in block)
        {
            if (_last == '\r' && octet != '\n')
                Write(_last);
            if (octet != '\r')
                Write(octet);
            _last = octet;
        }

        return _changed.WrittenMemory;
    }

    /// <summary>What waited at the end of the last block.</summary>
    public ReadOnlyMemory<byte> End() => _last == '\r' ? "\r"u8.ToArray() : default;

    private void Write(byte octet)
    {
        _changed.GetSpan(1)[0] = octet;
        _changed.Advance(1);
    }
}
