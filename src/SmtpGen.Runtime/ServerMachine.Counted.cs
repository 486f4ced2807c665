namespace SmtpGen.Runtime;

// Texts of commands whose octets are counted: how they are read, and where their places in the line are.
public abstract partial class ServerMachine
{
    private readonly CountedTexts? _counted;

    // The line of a command that is not complete.
    private readonly RentedOctets? _held;
    private ulong _toRead;
    private Keeping _keeping;
    private Mode _afterCounted;

    private enum Keeping : byte
    {
        Nothing,
        Text,
        Line,
    }

    // False when octets are missing.
    private bool ReadCounted(ref ReadOnlySpan<byte> input)
    {
        ObserveReplies();
        int read = (int)Math.Min((ulong)input.Length, _toRead);
        if (_keeping == Keeping.Text)
            _counted!.Append(input[..read]);
        else if (_keeping == Keeping.Line)
            _held!.Append(input[..read]);
        input = input[read..];
        _toRead -= (ulong)read;
        if (read > 0)
            Observer?.OnBody(read);
        if (_toRead > 0)
            return false;
        if (_keeping == Keeping.Text)
            _counted!.End();
        _mode = _afterCounted;
        return true;
    }

    private void BeginCounted(ulong octets, Keeping keeping, Mode then)
    {
        _toRead = octets;
        _keeping = keeping;
        _afterCounted = then;
        _mode = Mode.Counted;
    }

    // While nothing is under way a session keeps no memory.
    private void ReleaseCounted()
    {
        _counted?.Release();
        _held?.Release();
    }

    // The text that a part of a line stands for.
    private ReadOnlyMemory<byte> TextOf(ReadOnlyMemory<byte> line, int start, int end)
    {
        var text = line[start..end];
        return _counted is not null && text.Span is [CountedTexts.Mark] ? _counted[line.Span[..start].Count(CountedTexts.Mark)] : text;
    }

    // Whether what a part of a line stands for is ASCII.
    private bool IsAscii(ReadOnlySpan<byte> line, int start, int end) =>
        _counted is null ? System.Text.Ascii.IsValid(line[start..end]) : _counted.AreAscii(line[..end], start);
}
