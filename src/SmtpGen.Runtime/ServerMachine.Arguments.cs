using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Runtime;

// Arguments: how they are cut from a line, and what is told of those that cannot be read.
public abstract partial class ServerMachine
{
    private static readonly byte[] s_blanks = [(byte)' ', (byte)'\t'];

    private int _wrongAt;
    private int _wrongOctet;

    private int VerbLength(ReadOnlySpan<byte> line) => VerbLength(line, _takesAnyBlanks);

    // Where arguments begin after a verb, or another blank: after one space, or after all blanks.
    private int SkipBlank(ReadOnlySpan<byte> line, int at)
    {
        if (!_takesAnyBlanks || at >= line.Length)
            return Math.Min(at + 1, line.Length);
        int arguments = line[at..].IndexOfAnyExcept(s_blanks);
        return arguments < 0 ? line.Length : at + arguments;
    }

    private bool IsBlank(byte octet) => octet == (byte)' ' || (octet == (byte)'\t' && _takesAnyBlanks);

    // Length of the verb at the start of a line if a tab ends it, which only an option allows; -1: none does.
    private int VerbBeforeTab(ReadOnlySpan<byte> line)
    {
        int length = _table.AnyBlanksOption < 0 || _takesAnyBlanks ? -1 : VerbLength(line, anyBlanks: true);
        return length >= 0 && length < line.Length && line[length] == (byte)'\t' ? length : -1;
    }

    // Arguments cannot be read: keeps which octet is wrong, and tells of the options with which they could be.
    private void Misread(in AutomatonTables tables, ReadOnlySpan<byte> arguments, int matched, bool takesMore)
    {
        MisreadAt(arguments, matched < 0 ? ~matched : matched);
        if (OptionMissed is null)
            return;
        var rest = _table.AnyBlanksOption < 0 ? arguments : arguments.TrimStart(s_blanks);
        int end = GrammarMatcher.MatchWithAllOptions(tables, rest, out ulong required);
        bool isTab = end >= 0 && end < rest.Length && rest[end] == (byte)'\t' && _table.AnyBlanksOption >= 0;
        if (end < 0 || (end < rest.Length && !(takesMore && (isTab || rest[end] == (byte)' '))))
            return;
        if (isTab || rest.Length < arguments.Length)
            Miss(_table.AnyBlanksOption);
        MissAll(required);
    }

    // Keeps which octet is wrong: the first one that cannot stand there, or the end where something is missing.
    private void MisreadAt(ReadOnlySpan<byte> arguments, int at)
    {
        _wrongAt = at;
        _wrongOctet = at < arguments.Length ? arguments[at] : -1;
    }

    /// <summary>Writes which octet of the arguments is wrong, and its place, counted from 1: <c>'_' at 3</c>, <c>%x00 at 3</c>.</summary>
    internal void WriteWrongOctet(ReplyBuffer output)
    {
        switch (_wrongOctet)
        {
            case < 0:
                output.Text("the end"u8);
                break;
            case > ' ' and < 0x7F:
                output.Text([(byte)'\'', (byte)_wrongOctet, (byte)'\'']);
                break;
            default:
                output.Text([(byte)'%', (byte)'x', HexDigit(_wrongOctet >> 4), HexDigit(_wrongOctet & 0xF)]);
                break;
        }

        output.Text(" at "u8);
        output.Text(_wrongAt + 1L);
    }

    private static byte HexDigit(int value) => "0123456789ABCDEF"u8[value];

    private static int VerbLength(ReadOnlySpan<byte> line, bool anyBlanks)
    {
        int blank = anyBlanks ? line.IndexOfAny((byte)' ', (byte)'\t') : line.IndexOf((byte)' ');
        return blank < 0 ? line.Length : blank;
    }
}
