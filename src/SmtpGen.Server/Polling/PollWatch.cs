namespace SmtpGen.Server.Polling;

/// <summary>Looks now and then whether a leader stays with one event. A process in which nothing happens has nothing to look at.</summary>
internal static class PollWatch
{
    /// <summary>So long others may wait for one handler, and as long again. In milliseconds.</summary>
    public const int Interval = 5;

    // After so many looks at nothing it waits to be woken.
    private const int MostQuiet = 10;

    private static readonly Lock s_lock = new();
    private static readonly ManualResetEventSlim s_wakeUp = new();
    private static PollLoop[] s_loops = [];
    private static bool s_isRunning;
    private static int s_isAsleep;

    public static void Add(PollLoop loop)
    {
        lock (s_lock)
        {
            s_loops = [.. s_loops, loop];
            if (s_isRunning)
                return;
            s_isRunning = true;
            new Thread(Run) { IsBackground = true, Name = "smtpgen watch" }.UnsafeStart();
        }
    }

    public static void Remove(PollLoop loop)
    {
        lock (s_lock)
            s_loops = [.. s_loops.Where(other => other != loop)];
    }

    /// <summary>Told by a leader before it runs something.</summary>
    public static void Notice()
    {
        if (Volatile.Read(ref s_isAsleep) != 0 && Interlocked.Exchange(ref s_isAsleep, 0) != 0)
            s_wakeUp.Set();
    }

    private static void Run()
    {
        while (true)
        {
            for (int quiet = 0; quiet < MostQuiet; quiet++)
            {
                Thread.Sleep(Interval);
                foreach (var loop in Volatile.Read(ref s_loops))
                {
                    if (loop.Look())
                        quiet = 0;
                }
            }

            s_wakeUp.Reset();
            Interlocked.Exchange(ref s_isAsleep, 1);

            // One that began before it could notice.
            if (Volatile.Read(ref s_loops).Any(loop => loop.IsRunning))
                Interlocked.Exchange(ref s_isAsleep, 0);
            else
                s_wakeUp.Wait();
        }
    }
}
