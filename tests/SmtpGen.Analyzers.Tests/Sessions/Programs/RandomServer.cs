using System.Text;

namespace SmtpGen.Analyzers.Tests.Sessions.Programs;

/// <summary>A connection to a server of SMTP that accepts, by what the specification declares, and refuses as it pleases.</summary>
/// <param name="random">Its pleasure; null: it accepts everything.</param>
public sealed class RandomServer(Random? random) : Stream
{
    private readonly StringBuilder _said = new();
    private readonly Queue<byte> _answers = new(Encoding.ASCII.GetBytes("220 Hello\r\n"));
    private bool _inMessage;
    private bool _isDisposed;

    /// <summary>How many messages it has got.</summary>
    public int Messages { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read = 0;
        while (read < buffer.Length && _answers.TryDequeue(out byte octet))
            buffer[read++] = octet;
        return read;
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _said.Append(Encoding.ASCII.GetString(buffer));
        while (_said.ToString().IndexOf(_inMessage ? "\r\n.\r\n" : "\r\n", StringComparison.Ordinal) is >= 0 and var end)
        {
            string command = _said.ToString(0, end);
            _said.Remove(0, end + (_inMessage ? 5 : 2));
            if (_inMessage)
                Messages++;
            string answer = Answer(_inMessage ? "message" : command.Split(' ')[0]);
            _inMessage = answer.StartsWith('3');
            foreach (byte octet in Encoding.ASCII.GetBytes(answer + " What\r\n"))
                _answers.Enqueue(octet);
        }
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return default;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _isDisposed = true;

    private string Answer(string command) => (command, random?.Next(10) ?? 9) switch
    {
        // Code counts on the end of a session after QUIT, and so does the analyzer, whatever a server may answer.
        ("QUIT", _) => "221",
        (_, 0) => "421",
        (_, 1) => "451",
        (_, 2) => "550",
        ("DATA", _) => "354",
        ("RCPT", 3) => "251",
        _ => "250",
    };
}
