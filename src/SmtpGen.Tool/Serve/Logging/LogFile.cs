using System.Text;

namespace SmtpGen.Tool.Serve.Logging;

/// <summary>A file that lines are appended to, each at once. It can be opened again, when logrotate has moved it.</summary>
internal sealed class LogFile : TextWriter
{
    private readonly string _path;
    private StreamWriter _writer;
    private volatile bool _isMoved;

    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public LogFile(string path)
    {
        _path = path;
        _writer = Open(path);
    }

    /// <inheritdoc/>
    public override Encoding Encoding => _writer.Encoding;

    /// <summary>Opens the file again before the next line.</summary>
    public void Reopen() => _isMoved = true;

    /// <inheritdoc/>
    public override void WriteLine(string? value)
    {
        if (_isMoved)
        {
            _isMoved = false;
            OpenAgain();
        }

        _writer.WriteLine(value);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _writer.Dispose();
        base.Dispose(disposing);
    }

    private void OpenAgain()
    {
        var moved = _writer;
        try
        {
            _writer = Open(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The lines go on to the file there is.
            _writer.WriteLine($"smtpgen: the log cannot be opened again: {exception.Message}");
            return;
        }

        try
        {
            moved.Dispose();
        }
        catch (IOException)
        {
            // What a full disk did not take before, it does not take now.
        }
    }

    private static StreamWriter Open(string path) =>
        new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete), new UTF8Encoding(false)) { AutoFlush = true };
}
