using System.Diagnostics;

namespace SmtpGen.Storage;

/// <summary>Tells by a name which this program gave whether the process that gave it has ended.</summary>
internal sealed class MaildirWriters
{
    // A process's start is known only as exactly as the clock was kept since the machine's.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(1);

    private readonly Dictionary<int, DateTime?> _startTimes = [];

    public bool IsDead(string name)
    {
        if (MaildirName.TryParse(name) is not { } writer)
            return false;
        // Process numbers come again, in a container after each restart.
        if (writer.ProcessId == Environment.ProcessId)
            return writer.NamedAt < MaildirName.Started;
        if (!_startTimes.TryGetValue(writer.ProcessId, out DateTime? started))
            _startTimes.Add(writer.ProcessId, started = StartTime(writer.ProcessId));
        return started is null || started > writer.NamedAt + s_tolerance;
    }

    /// <returns>Null when no such process runs.</returns>
    private static DateTime? StartTime(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime();
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (Exception)
        {
            // It ended just now, or is another user's: the next sweep knows more.
            return DateTime.MinValue;
        }
    }
}

/// <summary>Who gave a name, and when.</summary>
internal readonly record struct MaildirWriter(int ProcessId, DateTime NamedAt);
