using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Runtime;

// Arguments: how they are cut from a line, and what is told of those that cannot be read.
public abstract partial class ServerMachine
{
    private static readonly byte[] s_blanks = [(byte)' ', (byte)'\t'];

    private int _wrongAt;
    private int _wrongOctet;

    /// <summary>Length of the verb at the start of a line.</summary>
    protected int VerbLength(ReadOnlySpan<byte> line) => VerbLength(line, TakesAnyBlanks);

    /// <summary>Where arguments begin behind a verb, or another blank: behind one space, or behind all blanks.</summary>
    /// <param name="line">The line.</param>
    /// <param name="at">Where the verb ends.</param>
    protected int SkipBlank(ReadOnlySpan<byte> line, int at)
    {
        if (!TakesAnyBlanks || at >= line.Length)
            return Math.Min(at + 1, line.Length);
        int arguments = line[at..].IndexOfAnyExcept(s_blanks);
        return arguments < 0 ? line.Length : at + arguments;
    }

    /// <summary>Whether an octet parts what follows it from what stands before.</summary>
    protected bool IsBlank(byte octet) => octet == (byte)' ' || (octet == (byte)'\t' && TakesAnyBlanks);

    /// <summary>Length of the verb at the start of a line if a tab ends it, which only an option allows; -1: none does.</summary>
    protected int VerbBeforeTab(ReadOnlySpan<byte> line)
    {
        int length = AnyBlanksOption < 0 || TakesAnyBlanks ? -1 : VerbLength(line, anyBlanks: true);
        return length >= 0 && length < line.Length && line[length] == (byte)'\t' ? length : -1;
    }

    /// <summary>Arguments cannot be read: keeps which octet is wrong, and tells of the options with which they could be.</summary>
    /// <param name="tables">The grammar.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="matched">What the match without these options gave.</param>
    /// <param name="takesMore">Whether more may follow behind a blank.</param>
    protected void Misread(in AutomatonTables tables, ReadOnlySpan<byte> arguments, int matched, bool takesMore)
    {
        MisreadAt(arguments, matched < 0 ? ~matched : matched);
        if (OptionMissed is null)
            return;
        var rest = AnyBlanksOption < 0 ? arguments : arguments.TrimStart(s_blanks);
        int end = GrammarMatcher.MatchWithAllOptions(tables, rest, out ulong required);
        bool isTab = end >= 0 && end < rest.Length && rest[end] == (byte)'\t' && AnyBlanksOption >= 0;
        if (end < 0 || (end < rest.Length && !(takesMore && (isTab || rest[end] == (byte)' '))))
            return;
        if (isTab || rest.Length < arguments.Length)
            Miss(AnyBlanksOption);
        for (int option = 0; option < 64; option++)
        {
            if ((required & (1UL << option)) != 0)
                Miss(option);
        }
    }

    /// <summary>Arguments cannot be read: keeps which octet is wrong.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="at">Offset of the first octet that cannot stand there; their length where something is missing.</param>
    protected void MisreadAt(ReadOnlySpan<byte> arguments, int at)
    {
        _wrongAt = at;
        _wrongOctet = at < arguments.Length ? arguments[at] : -1;
    }

    /// <summary>Writes which octet of the arguments is wrong, and its place, counted from 1: <c>'_' at 3</c>, <c>%x00 at 3</c>.</summary>
    protected void WriteWrongOctet()
    {
        switch (_wrongOctet)
        {
            case < 0:
                Output.Text("the end"u8);
                break;
            case > ' ' and < 0x7F:
                Output.Text([(byte)'\'', (byte)_wrongOctet, (byte)'\'']);
                break;
            default:
                Output.Text([(byte)'%', (byte)'x', HexDigit(_wrongOctet >> 4), HexDigit(_wrongOctet & 0xF)]);
                break;
        }

        Output.Text(" at "u8);
        Output.Text(_wrongAt + 1L);
    }

    private static byte HexDigit(int value) => "0123456789ABCDEF"u8[value];

    private static int VerbLength(ReadOnlySpan<byte> line, bool anyBlanks)
    {
        int blank = anyBlanks ? line.IndexOfAny((byte)' ', (byte)'\t') : line.IndexOf((byte)' ');
        return blank < 0 ? line.Length : blank;
    }
}
