using System.Buffers;

namespace SmtpGen.Forwarding;

/// <summary>What a look at the header fields of a stored message finds.</summary>
/// <param name="Start">
/// Where the message begins that is handed on: after a Return-Path in front, which only the final delivery writes (RFC 5321 section 4.4).
/// </param>
/// <param name="End">Where the header fields end: at the empty line, or at the end of the message.</param>
/// <param name="Received">How many Received fields there are, one for each server that the message has passed.</param>
internal sealed record MessageHead(long Start, long End, int Received)
{
    // As many octets of a line as it takes to know its field.
    private const int MostName = 16;

    public static async ValueTask<MessageHead> ReadAsync(Stream message, CancellationToken cancellationToken)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(16384);
        try
        {
            var scan = new Scan();
            while (await message.ReadAsync(block, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                if (scan.Take(block.AsSpan(0, read)))
                    return scan.ToHead();
            }

            scan.EndLine();
            return scan.ToHead();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    // Cuts octets into lines, however they come.
    private sealed class Scan
    {
        private readonly byte[] _line = new byte[MostName];
        private int _length;
        private long _position;
        private long _lineStart;
        private long _start;
        private int _received;
        private bool _isInReturnPath;
        private bool _isInFront = true;

        /// <returns>Whether the header fields have ended.</returns>
        public bool Take(ReadOnlySpan<byte> octets)
        {
            foreach (byte octet in octets)
            {
                _position++;
                if (octet == '\n')
                {
                    if (IsEmpty)
                        return true;
                    EndLine();
                    _length = 0;
                }
                else if (_length < MostName)
                    _line[_length++] = octet;
            }

            return false;
        }

        public void EndLine()
        {
            _lineStart = _position;
            bool isFolded = _length > 0 && (_line[0] is (byte)' ' or (byte)'\t');
            if (!isFolded)
            {
                _isInReturnPath = _isInFront && Names("Return-Path:"u8);
                _isInFront &= _isInReturnPath;
                if (Names("Received:"u8))
                    _received++;
            }

            if (_isInReturnPath)
                _start = _position;
        }

        public MessageHead ToHead() => new(_start, Math.Max(_start, _lineStart), _received);

        private bool IsEmpty => _length == 0 || (_length == 1 && _line[0] == '\r');

        private bool Names(ReadOnlySpan<byte> field) =>
            _length >= field.Length && System.Text.Ascii.EqualsIgnoreCase(_line.AsSpan(0, field.Length), field);
    }
}
