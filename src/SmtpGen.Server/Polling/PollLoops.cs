using System.ComponentModel;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Polling;

/// <summary>The loops of a server: one, and more where there are so many sockets that one is not enough.</summary>
internal sealed class PollLoops
{
    private const int EnoughForAnother = 32;

    private static readonly int s_most = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly HandlerThreads _threads;
    private readonly Lock _lock = new();
    private PollLoop[] _loops;
    private int _last;

    private PollLoops(HandlerThreads threads, PollLoop first)
    {
        _threads = threads;
        _loops = [first];
    }

    /// <summary>How many threads lead at the same time, at most.</summary>
    public static int MostLeaders => s_most;

    /// <summary>Begins to poll.</summary>
    /// <param name="threads">Those that lead, and that another takes over from.</param>
    /// <returns>Null where the system does not let it.</returns>
    public static PollLoops? TryStart(HandlerThreads threads)
    {
        try
        {
            var first = new PollLoop(threads);
            first.Start();
            return new PollLoops(threads, first);
        }
        catch (Exception exception) when (exception is Win32Exception or DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The loop for one socket more.</summary>
    public PollLoop Choose()
    {
        var loops = Volatile.Read(ref _loops);
        var chosen = loops[(uint)Interlocked.Increment(ref _last) % (uint)loops.Length];
        return loops.Length < s_most && chosen.Count >= EnoughForAnother ? Grow() : chosen;
    }

    /// <summary>Ends polling. Nothing may be polled any more.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            foreach (var loop in _loops)
                loop.Stop();
        }
    }

    private PollLoop Grow()
    {
        lock (_lock)
        {
            if (_loops.Length >= s_most)
                return _loops[^1];
            try
            {
                var another = new PollLoop(_threads);
                another.Start();
                Volatile.Write(ref _loops, [.. _loops, another]);
                return another;
            }
            catch (Win32Exception)
            {
                return _loops[0];
            }
        }
    }
}
