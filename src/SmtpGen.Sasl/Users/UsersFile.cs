namespace SmtpGen.Sasl;

/// <summary>
/// Users in a text file, see docs/sasl.md. The file is read again when it has changed; a version that is wrong is
/// reported, and the one before stays in force.
/// </summary>
public sealed class UsersFile : IPasswordCredentials, IScramCredentials, ICramCredentials
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly Action<UsersFileException>? _reloadFailed;
    private readonly TimeProvider _time;
    private readonly Lock _reloading = new();
    private FileVersion _version;
    private UserTable _table;
    private long _checkedAt;

    private UsersFile(string path, Action<UsersFileException>? reloadFailed, TimeProvider time)
    {
        (_path, _reloadFailed, _time) = (path, reloadFailed, time);
        _version = FileVersion.Of(path);
        _table = Read(path);
        _checkedAt = time.GetTimestamp();
    }

    /// <summary>Reads a users file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reloadFailed">Told once about each later version that cannot be used.</param>
    /// <param name="time">The clock that says when to look for changes, at most once a second; the system's by default.</param>
    /// <exception cref="UsersFileException">The file cannot be read, or a line is wrong.</exception>
    public static UsersFile Open(string path, Action<UsersFileException>? reloadFailed = null, TimeProvider? time = null)
        => new(path, reloadFailed, time ?? TimeProvider.System);

    /// <inheritdoc/>
    public ScramParameters Usual => _table.Usual;

    /// <inheritdoc/>
    public bool CoversEveryUser => _table.CoversEveryUser;

    /// <inheritdoc/>
    public async ValueTask<bool> CheckPasswordAsync(
        string userName, ReadOnlyMemory<byte> password, SaslContext context, CancellationToken cancellationToken)
    {
        UserTable table = await CurrentAsync().ConfigureAwait(false);
        UserSecret secret = table.Find(userName) ?? table.Decoy;
        // The derivation is long; the caller's thread may serve many connections.
        return await Task.Run(() => secret.Matches(password.Span), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ScramVerifier?> FindVerifierAsync(string userName, SaslContext context, CancellationToken cancellationToken)
        => (await CurrentAsync().ConfigureAwait(false)).Find(userName)?.Verifier;

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> FindSecretAsync(string userName, SaslContext context, CancellationToken cancellationToken)
    {
        byte[]? readable = (await CurrentAsync().ConfigureAwait(false)).Find(userName)?.Readable;
        // Not the implicit conversion: it would make an empty password of a missing one, which anybody could know.
        return readable is null ? (ReadOnlyMemory<byte>?)null : readable.AsMemory();
    }

    private async ValueTask<UserTable> CurrentAsync()
    {
        if (IsDue())
            await Task.Run(Refresh).ConfigureAwait(false);
        return _table;
    }

    private bool IsDue() => _time.GetElapsedTime(Volatile.Read(ref _checkedAt)) >= s_interval;

    private void Refresh()
    {
        UsersFileException? failure = null;
        lock (_reloading)
        {
            if (!IsDue())
                return;
            var version = FileVersion.Of(_path);
            if (version != _version)
            {
                _version = version;
                try
                {
                    _table = Read(_path);
                }
                catch (UsersFileException exception)
                {
                    failure = exception;
                }
            }

            Volatile.Write(ref _checkedAt, _time.GetTimestamp());
        }

        if (failure is not null)
            _reloadFailed?.Invoke(failure);
    }

    private static UserTable Read(string path)
    {
        try
        {
            return UsersFileParser.Parse(path, File.ReadAllBytes(path));
        }
        catch (Exception cause) when (cause is (IOException or UnauthorizedAccessException) and not UsersFileException)
        {
            throw new UsersFileException(path, cause);
        }
    }

    private readonly record struct FileVersion(DateTime LastWrite, long Length)
    {
        // A file that is not there has a version too, so that its loss is reported once.
        public static FileVersion Of(string path)
            => new FileInfo(path) is { Exists: true } file ? new(file.LastWriteTimeUtc, file.Length) : default;
    }
}
