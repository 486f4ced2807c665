using System.Globalization;
using System.Net;
using System.Text;
using SmtpGen.Runtime;

namespace SmtpGen.Web.Sessions;

/// <summary>
/// Keeps what a session says, as far as there is room, without what clients log in with. Of a session that says more than a person can
/// read, a part of each second is kept, so that it costs the session next to nothing.
/// </summary>
/// <param name="linesPerSecond">How many lines of a second are kept.</param>
internal sealed class SessionRecorder(int linesPerSecond) : ISessionObserver
{
    private const int Second = 1000;

    private readonly Lock _lock = new();
    private readonly LineRing _lines = new();
    private CommandMask _mask = new(ProtocolWords.Smtp);
    private ServerSession? _session;
    private ISessionObserver? _next;
    private EndPoint? _peer;
    private TransportSecurity? _security;
    private long _secondBegan;
    private int _inSecond;
    private long _leftOut;
    private long _body;

    /// <summary>The session's number, which no other has.</summary>
    public long Number { get; private set; }

    /// <summary>Begins to keep another session.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="session">The session, which has not begun.</param>
    public void Begin(long number, ServerSession session)
    {
        lock (_lock)
        {
            Number = number;
            _lines.Clear();
            (_session, _next) = (session, session.Observer);
            (_peer, _security, _leftOut, _body, _secondBegan) = (null, null, 0, 0, 0);
            (Protocol, State, Peer, Since, Ended) = (session.Protocol, "", null, DateTimeOffset.UtcNow, null);
            _mask = new CommandMask(ProtocolWords.Of(session.Protocol));
        }

        session.Observer = this;
    }

    /// <summary>The session is over.</summary>
    public void End()
    {
        lock (_lock)
        {
            TellLeftOut();
            State = _session?.StateName ?? State;
            Ended = DateTimeOffset.UtcNow;
            (_session, _next) = (null, null);
        }
    }

    /// <summary>What is known of the session now.</summary>
    public SessionFacts Facts()
    {
        lock (_lock)
            return new(Number, Protocol, Peer, _security, State, Since, Ended, _lines.Count);
    }

    /// <summary>The lines from a number on; null where the session is another by now.</summary>
    public IReadOnlyList<RecordedLine>? LinesFrom(long session, long line)
    {
        lock (_lock)
            return Number == session ? _lines.From(line) : null;
    }

    private string Protocol { get; set; } = "";

    private string State { get; set; } = "";

    private string? Peer { get; set; }

    private DateTimeOffset Since { get; set; }

    private DateTimeOffset? Ended { get; set; }

    /// <inheritdoc/>
    public void OnCommand(ReadOnlySpan<byte> line)
    {
        _next?.OnCommand(line);
        lock (_lock)
        {
            if (!MayKeep())
                return;
            TellBody();
            if (_mask.MayShow(line))
                Add(Speaker.Client, line);
            else
                Add(Speaker.Client, Encoding.UTF8.GetBytes(_mask.Hide(Encoding.UTF8.GetString(line)).Shown));
        }
    }

    /// <inheritdoc/>
    public void OnExchange()
    {
        _next?.OnExchange();
        lock (_lock)
        {
            if (MayKeep())
                Add(Speaker.Client, Encoding.UTF8.GetBytes(CommandMask.Hidden));
        }
    }

    /// <inheritdoc/>
    public void OnBody(int octets)
    {
        _next?.OnBody(octets);
        lock (_lock)
            _body += octets;
    }

    /// <inheritdoc/>
    public void OnReplies(ReadOnlySpan<byte> replies)
    {
        _next?.OnReplies(replies);
        lock (_lock)
        {
            if (!MayKeep())
                return;
            TellBody();
            foreach (var range in replies.Split("\r\n"u8))
            {
                if (!replies[range].IsEmpty)
                    Add(Speaker.Server, replies[range]);
            }
        }
    }

    // A clock of ticks is read in a few nanoseconds; what is left out costs no more.
    private bool MayKeep()
    {
        long now = Environment.TickCount64;
        if (now - _secondBegan >= Second)
            (_secondBegan, _inSecond) = (now, 0);
        if (_inSecond++ < linesPerSecond)
        {
            TellLeftOut();
            return true;
        }

        _leftOut++;
        return false;
    }

    private void TellLeftOut()
    {
        if (_leftOut > 0)
            Note($"{_leftOut} lines are not shown: they came faster than {linesPerSecond} a second");
        _leftOut = 0;
    }

    private void TellBody()
    {
        if (_body > 0)
            Note($"{_body} octets of a message");
        _body = 0;
    }

    private void Note(FormattableString what)
    {
        Add(Speaker.Note, Encoding.UTF8.GetBytes(what.ToString(CultureInfo.InvariantCulture)));
    }

    private void Add(Speaker who, ReadOnlySpan<byte> text)
    {
        Look();
        _lines.Add(DateTimeOffset.UtcNow, who, State, text);
    }

    // The session's own thread calls, so that what it knows may be read.
    private void Look()
    {
        if (_session is null)
            return;
        State = _session.StateName;
        if (!ReferenceEquals(_peer, _session.RemoteEndPoint))
        {
            _peer = _session.RemoteEndPoint;
            Peer = _peer?.ToString();
        }

        if (_security is null && _session.Security is { } security)
        {
            _security = security;
            _lines.Add(DateTimeOffset.UtcNow, Speaker.Note, State, Encoding.UTF8.GetBytes($"encrypted: {security.Protocol} with {security.CipherSuite}"));
        }
    }
}

/// <summary>What is known of a session.</summary>
internal sealed record SessionFacts(
    long Number, string Protocol, string? Peer, TransportSecurity? Security, string State, DateTimeOffset Since, DateTimeOffset? Ended, long Lines);
