using System.Diagnostics;

namespace SmtpGen.Storage.Postgres;

/// <summary>A moment by which something must be over. It is kept by this process's clock, since the server may not answer.</summary>
internal readonly struct Deadline
{
    private readonly long _begin;
    private readonly TimeSpan _time;

    private Deadline(TimeSpan time)
    {
        _begin = Stopwatch.GetTimestamp();
        _time = time;
    }

    public TimeSpan Left => _time - Stopwatch.GetElapsedTime(_begin) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    public bool IsOver => Left == TimeSpan.Zero;

    public static Deadline After(TimeSpan time) => new(time);

    /// <summary>The earlier one of this deadline and another that begins now.</summary>
    public Deadline AtMost(TimeSpan time) => Left < time ? this : After(time);

    /// <summary>
    /// Waits until the deadline, and then throws a <see cref="TimeoutException"/> while the work goes on. Npgsql's own limits and cancellations are
    /// not used: both ask the server to cancel, and that request waits without a limit where the network has stalled.
    /// </summary>
    public Task OfAsync(Task work) => work.IsCompleted ? work : work.WaitAsync(Left);
}
