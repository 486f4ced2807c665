namespace SmtpGen.Storage;

/// <summary>
/// The file <c>queues/journal</c>, one line of JSON for each change. It is written anew, with what is still true, when it is opened and when it
/// has grown; one process at a time has it open. Blocks; runs on the commit thread only.
/// </summary>
internal sealed class MaildirQueueJournal : IDisposable
{
    private const int LinesBeforeRewrite = 2_000;

    private readonly string _folder;
    private readonly FileStream _lock;
    private FileStream _file;
    private long _length;
    private int _lines;
    private int _linesAtRewrite;
    private bool _isBroken;

    private MaildirQueueJournal(string folder, FileStream held, FileStream file)
    {
        _folder = folder;
        _lock = held;
        _file = file;
    }

    /// <summary>Whether it must be written anew: it has grown, or what was appended last may not be on disk.</summary>
    public bool WantsRewrite => _isBroken || _lines > LinesBeforeRewrite + 2 * _linesAtRewrite;

    public static string FolderOf(string root) => Path.Combine(root, "queues");

    /// <summary>The lines of a journal, which another process may be writing; none where there is no journal.</summary>
    public static IEnumerable<MaildirQueueLine> Read(string root)
    {
        string path = Path.Combine(FolderOf(root), "journal");
        byte[] octets;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            octets = new byte[file.Length];
            file.ReadAtLeast(octets, octets.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            yield break;
        }

        int start = 0;
        while (octets.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var length)
        {
            if (MaildirQueueLine.Parse(octets.AsSpan(start, length)) is { } line)
                yield return line;
            start += length + 1;
        }
    }

    /// <summary>Opens the journal for this process alone, and writes it anew.</summary>
    /// <exception cref="StoreException">Another process has it open.</exception>
    public static MaildirQueueJournal Open(string root, Func<MaildirQueueBook> book)
    {
        string folder = FolderOf(root);
        MaildirFolders.Make(folder);
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new StoreException(
                StoreFailure.InUse,
                $"{root}: another process works on the queues of this Maildir, which one at a time can; use SQLite or PostgreSQL for several", exception);
        }

        try
        {
            var journal = new MaildirQueueJournal(folder, held, Write(folder, book().Lines(), out int lines));
            SyncedDirectory.Sync(root);
            journal.Begin(lines);
            return journal;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Writes the journal anew, synced.</summary>
    public void Rewrite(MaildirQueueBook book)
    {
        FileStream file = Write(_folder, book.Lines(), out int lines);
        _file.Dispose();
        _file = file;
        Begin(lines);
    }

    /// <summary>Appends lines.</summary>
    /// <param name="lines">What is true from now on.</param>
    /// <param name="synced">Whether they must last when the call returns.</param>
    public void Append(IReadOnlyCollection<MaildirQueueLine> lines, bool synced)
    {
        byte[] octets = [.. lines.SelectMany(line => line.ToOctets())];
        _isBroken = true;
        RandomAccess.Write(_file.SafeFileHandle, octets, _length);
        if (synced)
            DiskSync.File(_file.SafeFileHandle, _file.Name);
        _length += octets.Length;
        _lines += lines.Count;
        _isBroken = false;
    }

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private static FileStream Write(string folder, IEnumerable<MaildirQueueLine> lines, out int count)
    {
        string path = Path.Combine(folder, "journal");
        string written = path + ".new";
        using var content = new MemoryStream();
        count = 0;
        foreach (MaildirQueueLine line in lines)
        {
            content.Write(line.ToOctets());
            count++;
        }

        File.Delete(written);
        FileStream file = CreateFile(written);
        try
        {
            RandomAccess.Write(file.SafeFileHandle, content.GetBuffer().AsSpan(0, (int)content.Length), 0);
            DiskSync.File(file.SafeFileHandle, written);
            FileRename.Rename(written, path);
            SyncedDirectory.Sync(folder);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Others may read it meanwhile.
    private static FileStream CreateFile(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    private void Begin(int lines)
    {
        _length = _file.Length;
        _lines = _linesAtRewrite = lines;
        _isBroken = false;
    }
}
