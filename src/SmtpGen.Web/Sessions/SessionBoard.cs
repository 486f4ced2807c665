using SmtpGen.Server;

namespace SmtpGen.Web.Sessions;

/// <summary>
/// The sessions that are open, and the last that were: what the page shows of them. It has room for so many; where all of them are open, further
/// sessions are served all the same and only counted.
/// </summary>
public sealed class SessionBoard : ISessionWatch
{
    /// <summary>How many sessions are kept unless another number is given.</summary>
    public const int UsualRoom = 256;

    // More than anybody types, fewer than a client sends that is in a hurry.
    private const int LinesPerSecond = 100;

    private readonly Lock _lock = new();
    private readonly int _room;
    private readonly List<SessionRecorder> _recorders = [];
    private readonly Queue<SessionRecorder> _ended = new();
    private long _sessions;
    private long _unseen;

    /// <summary>A board with no sessions.</summary>
    /// <param name="room">How many are kept; each takes up to 30 KB.</param>
    public SessionBoard(int room = UsualRoom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(room, 1);
        _room = room;
    }

    /// <summary>How many sessions there was no room for.</summary>
    internal long Unseen => Interlocked.Read(ref _unseen);

    /// <inheritdoc/>
    public ISessionFactory Watch(ISessionFactory sessions)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        return new WatchedSessions(this, sessions);
    }

    /// <summary>Those that are kept, the newest first.</summary>
    internal IReadOnlyList<SessionRecorder> All()
    {
        lock (_lock)
            return [.. _recorders.OrderByDescending(recorder => recorder.Number)];
    }

    /// <summary>One by its number; null where it is not kept, or no more.</summary>
    internal SessionRecorder? Find(long number)
    {
        lock (_lock)
            return _recorders.Find(recorder => recorder.Number == number);
    }

    /// <summary>Begins to keep a session; null where there is no room.</summary>
    internal SessionRecorder? Begin(SessionLease lease)
    {
        lock (_lock)
        {
            SessionRecorder? recorder;
            if (_recorders.Count < _room)
            {
                recorder = new SessionRecorder(LinesPerSecond);
                _recorders.Add(recorder);
            }
            else if (!_ended.TryDequeue(out recorder))
            {
                _unseen++;
                return null;
            }

            recorder.Begin(++_sessions, lease.Session);
            return recorder;
        }
    }

    /// <summary>A session is over; it is kept until its room is needed.</summary>
    internal void End(SessionRecorder recorder)
    {
        recorder.End();
        lock (_lock)
            _ended.Enqueue(recorder);
    }
}
