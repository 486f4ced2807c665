using SmtpGen.Runtime;

namespace SmtpGen.Server.Transport;

/// <summary>
/// The deadlines of a connection, as plain numbers: no timer runs for any of them. The session writes them, the server
/// looks at them now and then. What the server sees may be a moment old, so the session asks again before it acts.
/// All times are milliseconds of one clock that never goes back.
/// </summary>
internal sealed class ConnectionClock(ServerOptions options, long now)
{
    private const long Never = long.MaxValue;

    private readonly BodyRate _rate = new(options);
    private readonly long _sessionEnd = After(now, options.SessionTime);
    private long _waitStart;
    private long _waitEnd = Never;
    private long _line;
    private long _lineEnd = Never;
    private long _sendEnd = Never;
    private long _handshakeEnd = Never;
    private long _closeEnd = Never;
    private bool _isWaiting;
    private bool _inBody;
    private bool _isBodyOpen;
    private bool _isStopping;

    /// <summary>Whether <see cref="Stop"/> was called.</summary>
    public bool IsStopping => Volatile.Read(ref _isStopping);

    /// <summary>Whether it is the client who must do something, and not the handler.</summary>
    public bool IsClientDue => Volatile.Read(ref _isWaiting) || Volatile.Read(ref _sendEnd) != Never;

    /// <summary>Whether a body has begun of which more must come.</summary>
    public bool IsBodyOpen => _isBodyOpen;

    /// <summary>From now on a wait for a command ends in <see cref="ServerEvent.Shutdown"/>.</summary>
    public void Stop() => Volatile.Write(ref _isStopping, true);

    /// <summary>The session is over; what is waited for is the client's end.</summary>
    public void BeginClose(long now) => Volatile.Write(ref _closeEnd, After(now, options.CloseTime));

    /// <summary>Whether the client's end was waited for long enough.</summary>
    public bool IsCloseDue(long now) => now >= Volatile.Read(ref _closeEnd);

    public void BeginWait(Wait wait, long now)
    {
        bool isBodyOpen = wait.InBody || wait.IsBodyOpen;
        if (isBodyOpen && !_isBodyOpen)
            _rate.Begin();
        _isBodyOpen = isBodyOpen;
        _inBody = wait.InBody;
        if (wait.Line != _line)
        {
            _line = wait.Line;
            _lineEnd = _line == 0 ? Never : After(now, options.CommandLineTime);
        }

        _waitStart = now;
        _waitEnd = After(now, wait.Time);
        Volatile.Write(ref _isWaiting, true);
    }

    // Only waiting counts for a body's rate: a slow handler is not the client's fault.
    public void EndWait(long now)
    {
        Volatile.Write(ref _isWaiting, false);
        if (_isBodyOpen)
            _rate.Waited(now - _waitStart);
    }

    /// <summary>Octets came from the network. Of a TLS record they count before it is whole, which may take several waits.</summary>
    public void Count(int octets)
    {
        if (_isBodyOpen)
            _rate.Count(octets);
    }

    /// <summary>What comes before words can be exchanged: there is nobody to tell that it takes too long.</summary>
    public void BeginHandshake(long now) => Volatile.Write(ref _handshakeEnd, After(now, options.HandshakeTime));

    public void EndHandshake() => Volatile.Write(ref _handshakeEnd, Never);

    public void BeginSend(long now) => Volatile.Write(ref _sendEnd, After(now, options.SendTime));

    public void EndSend() => Volatile.Write(ref _sendEnd, Never);

    /// <summary>Whether the connection must be cut: the client takes too long to read, or no words can be exchanged yet.</summary>
    public bool IsCutDue(long now)
    {
        long handshakeEnd = Volatile.Read(ref _handshakeEnd);
        return now >= Volatile.Read(ref _sendEnd)
            || now >= handshakeEnd
            || (handshakeEnd != Never && Volatile.Read(ref _isStopping));
    }

    /// <summary>Why the wait under way must end; <see cref="ServerEvent.None"/> when it may go on.</summary>
    public ServerEvent Due(long now)
    {
        if (!Volatile.Read(ref _isWaiting))
            return ServerEvent.None;
        long closeEnd = Volatile.Read(ref _closeEnd);
        if (closeEnd != Never)
            return now >= closeEnd ? ServerEvent.Idle : ServerEvent.None;
        if (now >= _sessionEnd)
            return ServerEvent.SessionTooLong;
        if (!_inBody && Volatile.Read(ref _isStopping))
            return ServerEvent.Shutdown;
        if (now >= _waitEnd)
            return _inBody ? ServerEvent.TooSlow : ServerEvent.Idle;
        if (now >= _lineEnd)
            return ServerEvent.Idle;
        return _isBodyOpen && _rate.IsTooLow(now - _waitStart) ? ServerEvent.TooSlow : ServerEvent.None;
    }

    private static long After(long now, TimeSpan time) =>
        time < TimeSpan.Zero || time.Ticks / TimeSpan.TicksPerMillisecond > Never - now
            ? Never
            : now + (time.Ticks / TimeSpan.TicksPerMillisecond);
}
