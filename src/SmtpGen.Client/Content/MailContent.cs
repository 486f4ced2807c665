namespace SmtpGen.Client;

/// <summary>
/// A message's octets, which can be read twice: to find out what the server has to be told, and to be sent. What cannot be read
/// twice is kept in a temporary file.
/// </summary>
internal sealed class MailContent : IAsyncDisposable
{
    private readonly Stream _source;
    private readonly long _start;
    private readonly bool _isOwned;

    private MailContent(Stream source, bool isOwned, ContentScan scan)
    {
        _source = source;
        _isOwned = isOwned;
        _start = source.Position;
        Scan = scan;
    }

    /// <summary>What it is like.</summary>
    public ContentScan Scan { get; }

    /// <summary>How many octets are sent.</summary>
    public long Length => Scan.IsBinary ? Scan.Length : Scan.LengthInLines;

    public static async ValueTask<MailContent> OfAsync(Stream octets, CancellationToken cancellationToken)
    {
        if (octets.CanSeek)
            return await ScanAsync(octets, isOwned: false, cancellationToken).ConfigureAwait(false);
        var kept = CreateFile();
        try
        {
            await octets.CopyToAsync(kept, cancellationToken).ConfigureAwait(false);
            kept.Position = 0;
            return await ScanAsync(kept, isOwned: true, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await kept.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The octets as they are sent, from the beginning.</summary>
    public Stream Open()
    {
        _source.Position = _start;
        return Scan.IsBinary || Scan.HasLines ? _source : new LineEndStream(_source);
    }

    public ValueTask DisposeAsync() => _isOwned ? _source.DisposeAsync() : ValueTask.CompletedTask;

    // Only the owner may read the mail while it is kept.
    private static FileStream CreateFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), $"smtpgen-{Guid.NewGuid():N}"), options);
    }

    private static async ValueTask<MailContent> ScanAsync(Stream source, bool isOwned, CancellationToken cancellationToken)
    {
        long start = source.Position;
        var scan = await ContentScan.OfAsync(source, cancellationToken).ConfigureAwait(false);
        source.Position = start;
        return new MailContent(source, isOwned, scan);
    }
}
