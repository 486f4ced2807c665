using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SmtpGen.Benchmarks.Peers.Processes;

/// <summary>Processor time of a process with all that it started, in seconds.</summary>
/// <param name="Total">By the kernel's clock of the process, to the microsecond.</param>
/// <param name="User">The part outside the kernel, to 10 ms.</param>
/// <param name="System">The part in the kernel, to 10 ms.</param>
internal readonly record struct ProcessorTime(double Total, double User, double System)
{
    private const double TicksASecond = 100;

    public static ProcessorTime operator -(ProcessorTime later, ProcessorTime earlier) =>
        new(later.Total - earlier.Total, later.User - earlier.User, later.System - earlier.System);

    /// <summary>The time so far.</summary>
    public static ProcessorTime Of(int process)
    {
        double total = 0;
        double user = 0;
        double system = 0;
        foreach (int member in ProcessTree.Of(process))
        {
            var own = Ticks(member);
            total += Clock(member) + ((own.DeadUser + own.DeadSystem) / TicksASecond);
            user += (own.User + own.DeadUser) / TicksASecond;
            system += (own.System + own.DeadSystem) / TicksASecond;
        }

        return new ProcessorTime(total, user, system);
    }

    /// <summary>Seconds of the processes that this one started and that have ended.</summary>
    public static double OfEndedClients()
    {
        var own = Ticks(Environment.ProcessId);
        return (own.DeadUser + own.DeadSystem) / TicksASecond;
    }

    // proc(5): utime, stime, cutime and cstime are the fields 14 to 17; the second, the name, may hold spaces.
    private static (long User, long System, long DeadUser, long DeadSystem) Ticks(int process)
    {
        string[] fields = ProcessTree.StatFields(process);
        if (fields.Length == 0)
            return default;
        long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
        return (Field(14), Field(15), Field(16), Field(17));
    }

    // clock_getcpuclockid(3): the clock of another process is named by its number.
    private static double Clock(int process) =>
        clock_gettime((~process << 3) | 2, out var time) == 0 ? time.Seconds + (time.Nanoseconds / 1e9)
        : Directory.Exists($"/proc/{process}") ? throw new Win32Exception()
        : 0;

    [DllImport("libc", SetLastError = true)]
    private static extern int clock_gettime(int clock, out Timespec time);

    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
