namespace SmtpGen.Tool.Serve.Logging;

/// <summary>
/// What <c>smtpgen serve</c> tells while it runs: results on one writer and warnings on another, or both in a file. Neither
/// makes anybody wait, and the one that nobody reads does not hold up the other.
/// </summary>
internal sealed class ServeLog : IAsyncDisposable
{
    // How long what is still to be written may take at the end.
    private static readonly TimeSpan s_flushTime = TimeSpan.FromSeconds(1);

    private readonly LogFile? _file;
    private readonly LineLog _results;
    private readonly LineLog _warnings;

    /// <param name="output">Takes results where there is no file.</param>
    /// <param name="error">Takes warnings where there is no file.</param>
    /// <param name="file">The path of the file; null or empty for none.</param>
    /// <exception cref="ToolException">The file cannot be opened.</exception>
    public ServeLog(TextWriter output, TextWriter error, string? file = null)
    {
        _file = string.IsNullOrEmpty(file) ? null : Open(file);
        _results = new LineLog(_file ?? output);
        _warnings = _file is null ? new LineLog(error) : _results;
    }

    /// <summary>Tells what the server does.</summary>
    public void Say(string text) => _results.Add(LogLine.Of(text, isTimed: false));

    /// <summary>Tells what happened, with the time.</summary>
    public void Tell(string text) => _results.Add(LogLine.Of(text, isTimed: true));

    /// <summary>Tells what somebody should look at.</summary>
    public void Warn(string text) => _warnings.Add(LogLine.Of("smtpgen: " + text, isTimed: false));

    /// <summary>Opens the file again, which may have been moved.</summary>
    public void Reopen()
    {
        if (_file is null)
            return;
        _file.Reopen();
        Say("log opened again");
    }

    /// <summary>Writes what is still to be written, unless nobody takes it.</summary>
    public async ValueTask DisposeAsync()
    {
        bool[] isWritten = await Task.WhenAll(_results.FlushAsync(s_flushTime), _warnings.FlushAsync(s_flushTime));
        // A file that blocks is still being written to.
        if (isWritten[0] && _file is not null)
            await _file.DisposeAsync();
    }

    private static LogFile Open(string path)
    {
        try
        {
            return new LogFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(
                ToolExit.Environment, $"--log {path}: {exception.Message.TrimEnd('.')}; name a file that can be written to", exception);
        }
    }
}
