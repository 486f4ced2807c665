using System.Diagnostics;

namespace SmtpGen.Server.Polling;

/// <summary>
/// Measures how much of its time the leader of a loop is blocked by what follows from events. Where that is much, it is handed over to
/// threads of its own for a while, which costs a change of threads each time and lets many block at once.
/// </summary>
/// <remarks>
/// Time alone does not tell: a thread that is not run, or that compiles, takes long too. One that has blocked has given its processor
/// back by itself, which the system counts. A garbage collection makes it do so as well, so runs with one in them are not counted; nor are a few
/// times enough.
/// </remarks>
internal sealed unsafe class BlockingGauge
{
    // Where in the result of getrusage(2) the number of voluntary changes is, and how long the result is.
    private const int Voluntary = 128;
    private const int UsageSize = 144;

    private const int Window = 250;
    private const int EnoughRuns = 6;
    private const int EnoughTime = Window / 5;
    private const int EnoughWindows = 2;

    // After a slow run the next so many are measured.
    private const int AlertLength = 32;

    private const long ShortestTime = 2_000;
    private const long LongestTime = 60_000;

    // A run that takes less is not looked at. In the ticks of Stopwatch.
    private static readonly long s_slow = Stopwatch.Frequency / 2000;

    private readonly Lock _lock = new();
    private long _start;
    private long _switches;
    private int _collections;
    private bool _isSampled;
    private int _alert;
    private long _windowStart;
    private int _blockedRuns;
    private double _blockedTime;
    private int _windows;
    private long _handOverEnd;
    private long _handOverTime = ShortestTime;

    /// <summary>Whether what follows from events is handed over.</summary>
    public bool HandsOver
    {
        get
        {
            long end = Volatile.Read(ref _handOverEnd);
            return end != 0 && Environment.TickCount64 < end;
        }
    }

    /// <summary>The leader has waited, or begins to lead.</summary>
    public void Begin()
    {
        _start = Stopwatch.GetTimestamp();
        _isSampled = _alert > 0;
        if (!_isSampled)
            return;
        _alert--;
        Sample(Switches());
    }

    /// <summary>The leader has run what followed from an event.</summary>
    public void Count()
    {
        long now = Stopwatch.GetTimestamp();
        if (now - _start > s_slow)
            CountSlow(Stopwatch.GetElapsedTime(_start, now).TotalMilliseconds);
        _start = now;
    }

    /// <summary>Another thread leads, since the leader stayed with one event.</summary>
    /// <param name="leader">The number that the system knows the leader by.</param>
    /// <param name="milliseconds">How long it has stayed, at least.</param>
    public void TakeOver(int leader, double milliseconds)
    {
        if (IsWaiting(leader))
            CountBlocked(milliseconds);
    }

    private void CountSlow(double milliseconds)
    {
        long switches = Switches();
        if (_isSampled && switches > _switches && GC.CollectionCount(0) == _collections)
            CountBlocked(milliseconds);
        Sample(switches);
        _isSampled = true;
        _alert = AlertLength;
    }

    private void Sample(long switches)
    {
        _switches = switches;
        _collections = GC.CollectionCount(0);
    }

    private void CountBlocked(double milliseconds)
    {
        lock (_lock)
        {
            long now = Environment.TickCount64;
            if (now - _windowStart > Window)
            {
                bool isMuch = _blockedRuns >= EnoughRuns && _blockedTime >= EnoughTime && now - _windowStart < 2 * Window;
                _windows = isMuch ? _windows + 1 : 0;
                if (!isMuch)
                    _handOverTime = ShortestTime;
                (_windowStart, _blockedRuns, _blockedTime) = (now, 0, 0);
            }

            _blockedRuns++;
            _blockedTime += milliseconds;
            if (_windows < EnoughWindows)
                return;
            _windows = EnoughWindows - 1;
            Volatile.Write(ref _handOverEnd, now + _handOverTime);
            _windowStart = now + _handOverTime;
            _handOverTime = Math.Min(_handOverTime * 2, LongestTime);
        }
    }

    // Neither running nor ready to run: proc(5), the state after the name in parentheses.
    private static bool IsWaiting(int thread)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/self/task/{thread}/stat");
            return stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart() is [var state, ..] && state != 'R';
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return false;
        }
    }

    private static long Switches()
    {
        byte* usage = stackalloc byte[UsageSize];
        return Libc.GetUsage(Libc.ThisThread, usage) == 0 ? *(long*)(usage + Voluntary) : 0;
    }
}
