namespace SmtpGen.Tool;

/// <summary>Files that users name on the command line.</summary>
internal static class UserFile
{
    /// <summary>Opens one to be read.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ToolException">It cannot be read; the message says why.</exception>
    public static FileStream Open(string option, string path)
    {
        if (Directory.Exists(path))
            throw new ToolException(ToolExit.Environment, $"{option} {path}: is a directory; name a file");
        if (!File.Exists(path))
            throw new ToolException(ToolExit.Environment, $"{option} {path}: there is no such file");
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ToolExit.Environment, $"{option} {path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Writes one.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The file.</param>
    /// <param name="text">What it holds then.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="ToolException">It cannot be written; the message says why.</exception>
    public static async Task WriteAsync(string option, string path, string text, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            throw new ToolException(ToolExit.Environment, $"{option} {path}: is a directory; name a file");
        try
        {
            await File.WriteAllTextAsync(path, text, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ToolExit.Environment, $"{option} {path} cannot be written: {exception.Message}", exception);
        }
    }
}
