using System.Text;
using SmtpGen.Language.Model;

namespace SmtpGen.Reference;

// Where lines of a body end, and what becomes of a CR or LF that stands alone: refused, or a line end when lenient.
internal sealed partial class ReferenceInterpreter
{
    private bool Dotted(BodyModel body)
    {
        var octets = new List<byte>();
        bool isBehindLineEnd = true;
        for (int at = _at; ;)
        {
            int end = at;
            while (end < _input.Length && _input[end] is not ((byte)'\r' or (byte)'\n') && !IsNul(body, _input[end]))
                end++;
            // Only the octet after a CR tells what it is.
            if (end + (_input.AsSpan(end).StartsWith("\r"u8) ? 1 : 0) >= _input.Length)
                return false;
            bool isLineEnd = _input.AsSpan(end).StartsWith("\r\n"u8);
            bool isNul = IsNul(body, _input[end]);
            if (isNul || !(isLineEnd || settings.IsLenient))
            {
                _dotted = null;
                Refuse(body, isNul ? Nul(body) : body.BadFraming, isLast: true);
                return true;
            }

            string line = Latin1(_input.AsSpan(at, end - at));
            at = end + (isLineEnd ? 2 : 1);
            if (line == "." && isBehindLineEnd && isLineEnd)
            {
                _at = at;
                _dotted = null;
                End(body, [.. octets], isLast: true);
                return true;
            }

            octets.AddRange(Encoding.Latin1.GetBytes(Stored(line, isBehindLineEnd, isLineEnd) + "\r\n"));
            isBehindLineEnd = isLineEnd;
        }
    }

    // A line of one dot is stored only where it was sent as two between true line ends.
    private static string Stored(string line, bool isBehindLineEnd, bool isLineEnd) => line switch
    {
        "." => "..",
        ".." when isBehindLineEnd && !isLineEnd => "..",
        ['.', .. var rest] when isBehindLineEnd => rest,
        _ => line,
    };

    // What came of the body in chunks: as it is stored, and how much of it stands before what is wrong; -1: nothing is.
    private Framed Frame(BodyModel body, bool isWhole)
    {
        var stored = new List<byte>();
        for (int i = 0; i < _octets.Count; i++)
        {
            bool isBehindCr = i > 0 && _octets[i - 1] == '\r';
            bool isStray = (_octets[i] == '\n') != isBehindCr;
            if (isStray && !settings.IsLenient)
                return new([], i);
            if (isStray)
                stored.Add(isBehindCr ? (byte)'\n' : (byte)'\r');
            if (IsNul(body, _octets[i]))
                return new([], stored.Count, IsNul: true);
            stored.Add(_octets[i]);
        }

        if (!isWhole || _octets.Count == 0 || _octets[^1] != '\r')
            return new([.. stored], -1);
        return settings.IsLenient ? new([.. stored, (byte)'\n'], -1) : new([], stored.Count);
    }

    // Whether an octet is a NUL that is not text.
    private bool IsNul(BodyModel body, byte octet) => octet == 0 && !IsOn(body.NulOption);

    private static OutcomeModel Nul(BodyModel body) => body.Nul ?? body.BadFraming;

    private sealed record Framed(byte[] Octets, int FaultAt, bool IsNul = false);
}
