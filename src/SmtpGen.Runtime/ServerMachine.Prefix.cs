using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Runtime;

// What stands before the verb of a command. It holds until the next command begins, also in replies that answer nothing.
public abstract partial class ServerMachine
{
    private readonly int[] _prefixRegisters;
    private byte[] _prefix = [];

    // Where the verb begins in the line; -1: the line does not begin as commands do.
    private int _verbAt;

    /// <summary>Writes what was captured before the verb.</summary>
    internal void WritePrefix(int capture, ReplyBuffer output)
    {
        var text = PrefixAt(capture).Span;
        output.Text(text.IsEmpty ? _table.Prefix!.ElseOctets : text);
    }

    /// <summary>What was captured before the verb of the last command; valid until the next one.</summary>
    protected ReadOnlyMemory<byte> PrefixAt(int capture)
    {
        var place = _table.Prefix!.Captures[capture];
        return _prefixRegisters[place.End] < 0 ? default : _prefix.AsMemory(_prefixRegisters[place.Start].._prefixRegisters[place.End]);
    }

    private void ReadPrefix(ReadOnlySpan<byte> line)
    {
        if (_table.Prefix is not { } prefix)
            return;
        _verbAt = GrammarMatcher.Match(_table.Grammar(prefix.Grammar), line, _prefixRegisters, Configuration.OptionsOn);
        if (_verbAt < 0)
        {
            _verbAt = -1;
            _prefixRegisters.AsSpan().Fill(-1);
            return;
        }

        if (_prefix.Length < _verbAt)
            _prefix = new byte[Math.Max(_verbAt, 2 * _prefix.Length)];
        line[.._verbAt].CopyTo(_prefix);
    }
}
