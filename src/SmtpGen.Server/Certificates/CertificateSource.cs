using Microsoft.Extensions.Logging;
using SmtpGen.Server.Logging;

namespace SmtpGen.Server.Certificates;

/// <summary>The certificate in use. Its file is looked at now and then, when a handshake begins, and read again when it has changed.</summary>
internal sealed class CertificateSource : ICertificateSource
{
    private readonly TlsOptions _options;
    private readonly ILogger _logger;
    private volatile ServerCertificate _current;
    private (FileStamp Certificate, FileStamp Key) _stamp;
    private long _nextLook;
    private int _isLooking;

    /// <exception cref="CertificateException">The certificate cannot be loaded.</exception>
    public CertificateSource(TlsOptions options, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _stamp = Stamp();
        _current = Load();
        PlanNextLook();
    }

    /// <summary>The certificate in use, whatever its file says now.</summary>
    public ServerCertificate Current => _current;

    /// <summary>
    /// The certificate for a new handshake. Its file is looked at on the thread pool: a disk that hangs holds up the one
    /// handshake that looks, and whoever comes meanwhile is served with what there is.
    /// </summary>
    public ValueTask<ServerCertificate> GetAsync() =>
        Environment.TickCount64 < Volatile.Read(ref _nextLook) || Interlocked.Exchange(ref _isLooking, 1) == 1
            ? new(_current)
            : LookAsync();

    private async ValueTask<ServerCertificate> LookAsync()
    {
        try
        {
            await Task.Run(Look).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }

        return _current;
    }

    private void Look()
    {
        PlanNextLook();
        var stamp = Stamp();
        if (stamp == _stamp)
            return;

        // Taken before the file is read: a change meanwhile is seen the next time. Told once, not at every handshake.
        _stamp = stamp;
        try
        {
            _current = Load();
            _logger.CertificateReloaded(_options.Certificate);
        }
        catch (CertificateException exception)
        {
            _logger.CertificateNotReloaded(exception.Message);
        }
    }

    private ServerCertificate Load()
    {
        var loaded = CertificateFile.Load(_options);
        var (from, until) = (loaded.Certificate.NotBefore, loaded.Certificate.NotAfter);
        if (DateTime.Now < from || DateTime.Now > until)
            _logger.CertificateNotValid(_options.Certificate, from, until);
        return loaded;
    }

    private void PlanNextLook() =>
        Volatile.Write(ref _nextLook, Environment.TickCount64 + (long)_options.ReloadInterval.TotalMilliseconds);

    private (FileStamp Certificate, FileStamp Key) Stamp() =>
        (FileStamp.Of(_options.Certificate), FileStamp.Of(_options.Key));
}
