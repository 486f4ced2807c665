using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace SmtpGen.Benchmarks.Parts;

/// <summary>
/// What a transaction costs a receiver that is written by hand as fast as it goes: verbs are compared as numbers, paths are parsed in one
/// loop, the body is looked through and copied in one vector pass. It checks states, sizes and syntax as the generated machine does,
/// and leaves out what the conversation does not need: parameters, literals, quoted strings, other commands.
/// </summary>
internal sealed class HandWritten
{
    private const int MaxMessage = 36_700_160;
    private const int MaxRecipients = 1000;
    private const int MaxLine = 2048;

    private readonly byte[] _output = new byte[4096];
    private readonly byte[] _body = new byte[65536];
    private State _state;
    private int _written;
    private int _recipients;

    private enum State : byte
    {
        Connected,
        Idle,
        Sender,
        Recipients,
        Body,
    }

    /// <summary>The codes of the last replies.</summary>
    public string Codes => string.Join(' ', Encoding.ASCII.GetString(_output, 0, _written).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..3]));

    /// <summary>Plays what a client says; the octets of the replies.</summary>
    public int Play(ReadOnlySpan<byte> input)
    {
        _written = 0;
        while (!input.IsEmpty)
        {
            if (_state == State.Body)
            {
                input = ReadBody(input);
                continue;
            }

            int end = input.IndexOf((byte)'\n');
            if (end < 1 || input[end - 1] != '\r' || end >= MaxLine)
            {
                Reply("500 5.5.2 Bad line\r\n"u8);
                return _written;
            }

            Command(input[..(end - 1)]);
            input = input[(end + 1)..];
        }

        return _written;
    }

    private void Command(ReadOnlySpan<byte> line)
    {
        const uint CaseBits = 0xDFDFDFDF;
        if (line.Length < 4)
        {
            Reply("500 5.5.2 No such command\r\n"u8);
            return;
        }

        switch (BinaryPrimitives.ReadUInt32BigEndian(line) & CaseBits)
        {
            case 0x45484C4F when line.Length > 5 && line[4] == ' ' && Domain(line[5..]) == line.Length - 5:
                _state = State.Idle;
                Reply("250-mx.example\r\n250-PIPELINING\r\n250 SIZE 36700160\r\n"u8);
                break;
            case 0x4D41494C when _state != State.Idle:
            case 0x52435054 when _state is not (State.Sender or State.Recipients):
            case 0x44415441 when _state != State.Recipients:
                Reply("503 5.5.1 Not now\r\n"u8);
                break;
            case 0x4D41494C when Path(line, " FROM:<"u8):
                _state = State.Sender;
                _recipients = 0;
                Reply("250 2.1.0 Sender ok\r\n"u8);
                break;
            case 0x52435054 when Path(line, " TO:<"u8):
                if (_recipients == MaxRecipients)
                {
                    Reply("452 4.5.3 Too many recipients\r\n"u8);
                    break;
                }

                _recipients++;
                _state = State.Recipients;
                Reply("250 2.1.5 Recipient ok\r\n"u8);
                break;
            case 0x44415441 when line.Length == 4:
                _state = State.Body;
                Reply("354 End with a line of one dot\r\n"u8);
                break;
            default:
                Reply("501 5.5.4 Bad command\r\n"u8);
                break;
        }
    }

    // Local part, "@", domain, ">" and nothing more.
    private static bool Path(ReadOnlySpan<byte> line, ReadOnlySpan<byte> keyword)
    {
        line = line[4..];
        if (line.Length < keyword.Length || !Ascii.EqualsIgnoreCase(line[..keyword.Length], keyword))
            return false;
        line = line[keyword.Length..];
        int local = Atoms(line);
        if (local is < 1 or > 64 || local == line.Length || line[local] != '@')
            return false;
        line = line[(local + 1)..];
        int domain = Domain(line);
        return domain is > 0 and <= 255 && domain == line.Length - 1 && line[domain] == '>';
    }

    private static int Atoms(ReadOnlySpan<byte> text)
    {
        int at = 0;
        for (bool atom = false; at < text.Length; at++)
        {
            byte octet = text[at];
            if (IsAtomText(octet))
                atom = true;
            else if (octet == '.' && atom)
                atom = false;
            else
                return atom ? at : -1;
        }

        return at;
    }

    private static int Domain(ReadOnlySpan<byte> text)
    {
        int at = 0;
        int label = 0;
        for (byte last = (byte)'-'; at < text.Length; at++)
        {
            byte octet = text[at];
            if (char.IsAsciiLetterOrDigit((char)octet) || (octet == '-' && label > 0))
                label++;
            else if (octet == '.' && last != '-' && label is > 0 and <= 63)
                label = 0;
            else
                return label > 0 && last != '-' ? at : -1;
            last = octet;
        }

        return label > 0 ? at : -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAtomText(byte octet) => char.IsAsciiLetterOrDigit((char)octet) || "!#$%&'*+-/=?^_`{|}~"u8.Contains(octet);

    // The conversation comes in one piece, and so does its body.
    private ReadOnlySpan<byte> ReadBody(ReadOnlySpan<byte> input)
    {
        int kept = 0;
        // The octet before the body is the end of DATA's line.
        bool stuffed = input[0] == '.';
        int at = 0;
        while (true)
        {
            if (stuffed)
            {
                if (input[(at + 1)..].StartsWith("\r\n"u8))
                {
                    Reply(kept > MaxMessage ? "552 5.3.4 Too big\r\n"u8 : "250 2.0.0 Queued as 0\r\n"u8);
                    _state = State.Idle;
                    return input[(at + 3)..];
                }

                at++;
            }

            int from = at;
            at = Plain(input, at, _body.AsSpan(kept));
            kept += at - from;
            stuffed = at < input.Length && input[at] == '.' && input[at - 1] == '\n';
            if (!stuffed)
            {
                Reply("550 5.6.0 Bad body\r\n"u8);
                _state = State.Idle;
                return default;
            }
        }
    }

    // Copies up to a dot that begins a line, or to what is wrong: LF without CR, CR without LF, NUL.
    private static int Plain(ReadOnlySpan<byte> input, int at, Span<byte> destination)
    {
        int from = at;
        at = Math.Max(at, 1);
        destination[0] = input[from];
        ref byte first = ref MemoryMarshal.GetReference(input);
        while (at + Vector256<byte>.Count <= input.Length)
        {
            var octets = Vector256.LoadUnsafe(ref first, (nuint)at);
            var before = Vector256.LoadUnsafe(ref first, (nuint)(at - 1));
            octets.CopyTo(destination[(at - from)..]);
            var lineFeeds = Vector256.Equals(octets, Vector256.Create((byte)'\n'));
            uint stop = ((lineFeeds ^ Vector256.Equals(before, Vector256.Create((byte)'\r')))
                | Vector256.Equals(octets, Vector256<byte>.Zero)
                | (Vector256.Equals(octets, Vector256.Create((byte)'.')) & Vector256.Equals(before, Vector256.Create((byte)'\n')))).ExtractMostSignificantBits();
            if (stop != 0)
                return at + BitOperations.TrailingZeroCount(stop);
            at += Vector256<byte>.Count;
        }

        for (; at < input.Length; at++)
        {
            byte before = input[at - 1];
            if (input[at] == '\n' != (before == '\r') || input[at] == 0 || (input[at] == '.' && before == '\n'))
                return at;
            destination[at - from] = input[at];
        }

        return at;
    }

    private void Reply(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_output.AsSpan(_written));
        _written += text.Length;
    }
}
