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
    private readonly HashQueue _hashes;
    private readonly Lock _starting = new();
    private readonly byte[] _secret;
    private FileVersion _version;
    private UserTable _table;
    private long _checkedAt;
    private Task _refresh = Task.CompletedTask;

    private UsersFile(string path, Action<UsersFileException>? reloadFailed, TimeProvider time, HashQueue hashes)
    {
        (_path, _reloadFailed, _time, _hashes) = (path, reloadFailed, time, hashes);
        _version = FileVersion.Of(path);
        byte[] octets = ReadOctets(path);
        _secret = SecretFile.ReadOrMake(path, octets);
        _table = UsersFileParser.Parse(path, octets, _secret);
        _checkedAt = time.GetTimestamp();
    }

    /// <summary>Checks that a users file can be used.</summary>
    /// <param name="path">The file. A secret is made beside it, unless there is one, as by <see cref="Open"/>.</param>
    /// <exception cref="UsersFileException">The file cannot be read, or a line is wrong.</exception>
    public static void Check(string path) => _ = new UsersFile(path, reloadFailed: null, TimeProvider.System, HashQueue.Shared);

    /// <summary>
    /// Reads a users file. A secret is made beside it, unless there is one: salts for users that do not exist follow from it,
    /// see docs/sasl.md.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="reloadFailed">Told once about each later version that cannot be used.</param>
    /// <param name="time">The clock that says when to look for changes, at most once a second; the system's by default.</param>
    /// <param name="hashes">Where passwords are hashed; <see cref="HashQueue.Shared"/> by default.</param>
    /// <exception cref="UsersFileException">The file cannot be read, or a line is wrong.</exception>
    public static UsersFile Open(
        string path, Action<UsersFileException>? reloadFailed = null, TimeProvider? time = null, HashQueue? hashes = null)
    {
        var file = new UsersFile(path, reloadFailed, time ?? TimeProvider.System, hashes ?? HashQueue.Shared);
        _ = file.DeriveAsync(file._table);
        return file;
    }

    /// <inheritdoc/>
    public ScramParameters Usual => _table.Usual;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> DecoySecret => _secret;

    /// <inheritdoc/>
    public bool CoversEveryUser => Latest().CoversEveryUser;

    /// <inheritdoc/>
    public bool KnowsEverySecret => Latest().KnowsEverySecret;

    /// <inheritdoc/>
    public ScramParameters Imitate(uint number) => _table.Imitate(number);

    /// <inheritdoc/>
    public async ValueTask<bool> CheckPasswordAsync(
        string userName, ReadOnlyMemory<byte> password, SaslContext context, CancellationToken cancellationToken)
    {
        UserTable table = await CurrentAsync().ConfigureAwait(false);
        UserSecret secret = table.Find(userName) ?? table.Decoy;
        return await _hashes.RunAsync(() => secret.Matches(password.Span, table.Cost), context, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ScramVerifier?> FindVerifierAsync(string userName, SaslContext context, CancellationToken cancellationToken)
    {
        UserTable table = await CurrentAsync().ConfigureAwait(false);
        if (table.Find(userName) is not { HasVerifier: true } secret)
            return null;
        return secret.Verifier ?? await _hashes.RunAsync(secret.Derive, context, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> FindSecretAsync(string userName, SaslContext context, CancellationToken cancellationToken)
    {
        byte[]? readable = (await CurrentAsync().ConfigureAwait(false)).Find(userName)?.Readable;
        // Not the implicit conversion: it would make an empty password of a missing one, which anybody could know.
        return readable is null ? (ReadOnlyMemory<byte>?)null : readable.AsMemory();
    }

    // What is on offer follows the file too, but nobody who greets waits for it: the next one sees the change.
    private UserTable Latest()
    {
        _ = RefreshIfDue();
        return _table;
    }

    private async ValueTask<UserTable> CurrentAsync()
    {
        await RefreshIfDue().ConfigureAwait(false);
        return _table;
    }

    // One looks for changes at a time; who comes meanwhile waits for it, without a thread.
    private Task RefreshIfDue()
    {
        lock (_starting)
        {
            if (!_refresh.IsCompleted || !IsDue())
                return _refresh;
            Volatile.Write(ref _checkedAt, _time.GetTimestamp());
            return _refresh = Task.Run(RefreshAsync);
        }
    }

    private bool IsDue() => _time.GetElapsedTime(Volatile.Read(ref _checkedAt)) >= s_interval;

    private async Task RefreshAsync()
    {
        var version = FileVersion.Of(_path);
        if (version == _version)
            return;
        try
        {
            _table = UsersFileParser.Parse(_path, ReadOctets(_path), _secret);
            _version = version;
            await DeriveAsync(_table).ConfigureAwait(false);
        }
        catch (UsersFileException exception)
        {
            _version = version;
            _reloadFailed?.Invoke(exception);
        }
    }

    // Beforehand, so that the time of a login does not tell whether the password is readable.
    private async Task DeriveAsync(UserTable table)
    {
        try
        {
            foreach (UserSecret secret in table.Readable)
                await _hashes.RunAsync(secret.Derive).ConfigureAwait(false);
        }
        catch (SaslCredentialsException)
        {
            // Too much is to be hashed now: the others are derived at their logins.
        }
    }

    private static byte[] ReadOctets(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
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
