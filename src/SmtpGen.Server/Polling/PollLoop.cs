using System.ComponentModel;
using System.Runtime.InteropServices;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Polling;

/// <summary>
/// Polls sockets. One thread of those for handlers leads: it waits for events, and runs what follows from each of them itself. When it stays
/// with one, because a handler blocks or takes its time, <see cref="PollWatch"/> lets another thread lead, which goes on with the next
/// event. So nothing that comes has to change threads, and nobody waits for a handler of somebody else.
/// </summary>
internal sealed unsafe class PollLoop
{
    private const int MostEvents = 64;

    private static readonly SendOrPostCallback s_lead = static loop => ((PollLoop)loop!).Lead();

    private readonly HandlerThreads _threads;
    private readonly PolledTable _polled = new();
    private readonly BlockingGauge _gauge = new();
    private readonly int _poll;
    private readonly int _wakeUp;
    private readonly byte* _events = (byte*)NativeMemory.AllocZeroed((nuint)(MostEvents * PollEvent.Size));
    private int _count;
    private int _next;

    // Odd while the leader runs what follows from an event. Whoever changes it from that number to the next one leads from then on.
    private long _run;
    private long _seen;
    private int _leader;
    private HandlerTurn? _turn;
    private readonly Lock _ending = new();
    private bool _hasEnded;
    private volatile bool _isStopped;

    /// <exception cref="Win32Exception">The system has no descriptor to spare.</exception>
    public PollLoop(HandlerThreads threads)
    {
        _threads = threads;
        _poll = Check(Libc.CreatePoll(Libc.CloseOnExec));
        _wakeUp = Check(Libc.CreateEvent(0, Libc.CloseOnExec | Libc.NonBlocking));
        Control(Libc.ControlAdd, _wakeUp, Libc.In, key: 0);
    }

    /// <summary>How many sockets it polls.</summary>
    public int Count => _polled.Count;

    /// <summary>Whether handlers block again and again, so that each is better called on a thread of its own than on the leader's.</summary>
    public bool HandsOver => _gauge.HandsOver;

    /// <summary>Begins to poll.</summary>
    public void Start()
    {
        PollWatch.Add(this);
        _threads.Post(s_lead, this);
    }

    /// <summary>Ends polling when the last socket is closed.</summary>
    public void Stop()
    {
        _isStopped = true;
        WakeUp();
    }

    /// <summary>Polls a socket too, until it is closed.</summary>
    /// <exception cref="Win32Exception">The system polls no more.</exception>
    public void Add(Polled polled, int descriptor, uint events)
    {
        _polled.Add(polled);
        try
        {
            Control(Libc.ControlAdd, descriptor, events, polled.Key);
        }
        catch (Win32Exception)
        {
            _polled.Remove(polled);
            throw;
        }
    }

    /// <summary>Changes what a socket is polled for.</summary>
    public void Change(Polled polled, int descriptor, uint events) => Control(Libc.ControlModify, descriptor, events, polled.Key);

    /// <summary>Forgets a socket that is closed next; nothing more happens to it.</summary>
    public void Remove(Polled polled)
    {
        _polled.Remove(polled);
        if (_isStopped)
            WakeUp();
    }

    /// <summary>Stops polling a socket that stays open.</summary>
    public void Remove(Polled polled, int descriptor)
    {
        Control(Libc.ControlDelete, descriptor, events: 0, polled.Key);
        _polled.Remove(polled);
    }

    /// <summary>Runs what may block on another thread than the leader's.</summary>
    public void Post(SendOrPostCallback callback, object state) => _threads.Post(callback, state);

    /// <summary>Lets another thread lead where the leader has stayed with one event since the last look.</summary>
    /// <returns>Whether anything happened since then.</returns>
    internal bool Look()
    {
        long run = Volatile.Read(ref _run);
        bool isRunning = (run & 1) != 0;
        bool hasMoved = run != _seen;
        if (isRunning && !hasMoved && Interlocked.CompareExchange(ref _run, run + 1, run) == run)
        {
            _gauge.TakeOver(_leader, PollWatch.Interval);
            _turn!.End();
            _threads.Post(s_lead, this);
        }

        _seen = run;
        return isRunning || hasMoved;
    }

    /// <summary>Whether the leader runs something at this moment.</summary>
    internal bool IsRunning => (Volatile.Read(ref _run) & 1) != 0;

    private void Lead()
    {
        long run = Volatile.Read(ref _run);
        var turn = new HandlerTurn(_threads);
        _turn = turn;
        _leader = Libc.ThreadNumber();
        _gauge.Begin();
        while (true)
        {
            while (_next < _count)
            {
                var (events, key) = PollEvent.Read(_events + (_next++ * PollEvent.Size));
                if (key == 0)
                    ReadWakeUp();
                if (key == 0 || _polled.Find(key) is not { } polled)
                    continue;
                Interlocked.Exchange(ref _run, ++run);
                PollWatch.Notice();
                polled.Happen(events);
                turn.Run();
                if (Interlocked.CompareExchange(ref _run, run + 1, run) != run)
                    return;
                run++;
                _gauge.Count();
            }

            if (_isStopped && _polled.Count == 0)
            {
                turn.End();
                End();
                return;
            }

            _next = 0;
            _count = Math.Max(0, Libc.WaitPoll(_poll, _events, MostEvents, -1));
            _gauge.Begin();
        }
    }

    private void End()
    {
        PollWatch.Remove(this);
        lock (_ending)
        {
            // The numbers may be those of others from now on.
            _hasEnded = true;
            _ = Libc.Close(_poll);
            _ = Libc.Close(_wakeUp);
        }

        NativeMemory.Free(_events);
    }

    private void WakeUp()
    {
        lock (_ending)
        {
            long one = 1;
            if (!_hasEnded)
                _ = Libc.Write(_wakeUp, &one, sizeof(long));
        }
    }

    private void ReadWakeUp()
    {
        long count;
        _ = Libc.Read(_wakeUp, &count, sizeof(long));
    }

    private void Control(int operation, int descriptor, uint events, long key)
    {
        byte* entry = stackalloc byte[16];
        PollEvent.Write(entry, events, key);
        Check(Libc.ControlPoll(_poll, operation, descriptor, entry));
    }

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());
}
