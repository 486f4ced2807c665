using System.Diagnostics;
using System.Globalization;

namespace SmtpGen.Benchmarks.Peers.Processes;

/// <summary>Counts the system calls of a receiver with strace.</summary>
internal static class SystemCalls
{
    private static readonly TimeSpan s_attachTime = TimeSpan.FromSeconds(10);

    /// <summary>Whether they can be counted here.</summary>
    public static bool CanCount => Commands.Find("strace") is not null;

    /// <summary>Counts the calls that a receiver makes during some work; null where that cannot be done.</summary>
    public static async Task<long?> CountAsync(ReceiverProcess server, Func<Task> work)
    {
        if (!CanCount)
            return null;
        string report = Path.Combine(Repository.Artifacts, "work", $"calls-{server.Port}");
        var members = ProcessTree.Of(server.Id).SelectMany(member => (string[])["-p", member.ToString(CultureInfo.InvariantCulture)]);
        var start = new ProcessStartInfo("strace", ["-c", "-f", "-U", "calls,name", "-o", report, .. members]) { RedirectStandardError = true };
        using var tracer = Process.Start(start)!;
        var errors = tracer.StandardError.ReadToEndAsync();
        try
        {
            if (!await AttachedAsync(server.Id, tracer))
                return null;
            await work();
        }
        finally
        {
            if (!tracer.HasExited)
                await Commands.RunAsync("kill", ["-INT", tracer.Id.ToString(CultureInfo.InvariantCulture)], s_attachTime);
            await tracer.WaitForExitAsync();
            await errors;
        }

        string total = File.ReadLines(report).Last(line => line.Length > 0);
        File.Delete(report);
        return long.Parse(total.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
    }

    private static async Task<bool> AttachedAsync(int process, Process tracer)
    {
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < s_attachTime && !tracer.HasExited)
        {
            if (Directory.GetDirectories($"/proc/{process}/task").All(task => File.ReadLines(Path.Combine(task, "status"))
                .Any(line => line.StartsWith("TracerPid:", StringComparison.Ordinal) && !line.EndsWith("\t0", StringComparison.Ordinal))))
            {
                return true;
            }

            await Task.Delay(20);
        }

        return false;
    }
}
