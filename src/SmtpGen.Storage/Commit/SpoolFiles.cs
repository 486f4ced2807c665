namespace SmtpGen.Storage;

/// <summary>Where a store's spools put what does not fit into memory.</summary>
/// <param name="location">The store's path, for error messages.</param>
/// <param name="nextPath">A path for a new file that no other process or thread is given.</param>
/// <param name="create">Opens a new file; by default <see cref="CreateFile"/>.</param>
internal sealed class SpoolFiles(string location, Func<string> nextPath, Func<string, FileStream>? create = null)
{
    public string Location => location;

    public string NextPath() => nextPath();

    public FileStream Create(string path) => create is null ? CreateFile(path) : create(path);

    public void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (StoreException.IsFileFailure(exception))
        {
            // The message's outcome is decided already; the next open of the store sweeps the file.
        }
    }

    /// <summary>Creates a file that only the owner may read, and that no other process may open meanwhile.</summary>
    public static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
