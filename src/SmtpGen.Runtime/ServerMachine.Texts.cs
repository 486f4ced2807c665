namespace SmtpGen.Runtime;

// Texts: what a command's line is kept for until it is answered.
public abstract partial class ServerMachine
{
    /// <summary>The texts of a list that the client said; none where it said nothing there.</summary>
    protected CommandTexts TextsAt(int start, int end, byte separator) =>
        _registers[end] < 0 ? default : new(_line[_registers[start].._registers[end]], separator, _counted, FirstCounted(_registers[start]));

    private int FirstCounted(int start) => _counted is null ? 0 : _line.Span[..start].Count(CountedTexts.Mark);

    // What stands between quotes as something else is written after the line, so that no other part of the line changes.
    private void KeepLine(ServerCommand command, ReadOnlySpan<byte> line, int argumentsAt)
    {
        int room = 0;
        foreach (var text in command.UnquotedTexts)
            room += Math.Max(0, _registers[text.End] - _registers[text.Start]);
        var kept = _lines.Keep(line, room)[argumentsAt..];
        int written = line.Length - argumentsAt;
        foreach (var text in command.UnquotedTexts)
        {
            var quoted = Captured(kept.Span, text.Start, text.End);
            if (!QuotedText.IsQuoted(quoted))
                continue;
            int start = written;
            written += QuotedText.Unquote(quoted, kept.Span[written..]);
            _registers[text.Start] = start;
            _registers[text.End] = written;
        }

        _line = kept;
    }
}
