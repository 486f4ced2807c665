namespace SmtpGen.Server.Transport;

/// <summary>
/// Whether a body comes fast enough: in every window of the time spent waiting for it, so that what came early pardons no drip
/// later. Between the chunks of one body it goes on, or a chunk of one octet would begin it anew.
/// </summary>
internal sealed class BodyRate(ServerOptions options)
{
    private readonly long _window = (long)options.BodyRateWindow.TotalMilliseconds;
    private long _waited;
    private long _octets;

    /// <summary>A new body begins.</summary>
    public void Begin()
    {
        _waited = 0;
        _octets = 0;
    }

    /// <summary>Octets came.</summary>
    public void Count(int octets) => _octets += octets;

    /// <summary>A wait of so many milliseconds has ended.</summary>
    public void Waited(long time)
    {
        _waited += time;
        if (_waited >= _window && !IsTooLow(0))
            Begin();
    }

    /// <summary>Whether the window is over and held too few octets, with a wait under way for so many milliseconds.</summary>
    public bool IsTooLow(long waiting)
    {
        long waited = _waited + waiting;
        return options.MinBodyRate > 0 && waited >= _window && _octets * 1000 < options.MinBodyRate * waited;
    }
}
