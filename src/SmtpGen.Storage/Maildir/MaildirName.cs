using System.Globalization;
using System.Text.RegularExpressions;

namespace SmtpGen.Storage;

/// <summary>
/// Unique names by the Maildir convention, <c>SECONDS.M(microseconds)P(process)Q(count).HOST</c>.
/// A mail reader appends <c>:2,FLAGS</c> to the name when it moves the file into cur.
/// </summary>
internal static partial class MaildirName
{
    private static readonly string s_host = EscapeHost(Environment.MachineName);
    private static long s_count;

    /// <summary>No name of this process is older, also after somebody has set the clock back.</summary>
    public static DateTime Started { get; } = DateTime.UnixEpoch.AddMicroseconds(Microseconds());

    /// <summary>A name that no other delivery on this host, by this or another process, was or will be given.</summary>
    public static string Next()
    {
        long microseconds = Math.Max(Microseconds(), Started.Subtract(DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        (long seconds, long rest) = Math.DivRem(microseconds, 1_000_000);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds}.M{rest:D6}P{Environment.ProcessId}Q{Interlocked.Increment(ref s_count)}.{s_host}");
    }

    /// <summary>Who gave a name, when it is of the form that <see cref="Next"/> makes on this host.</summary>
    public static MaildirWriter? TryParse(string name)
    {
        Match match = Form().Match(name);
        if (!match.Success || match.Groups["host"].Value != s_host
            || !long.TryParse(match.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture, out long seconds)
            || !int.TryParse(match.Groups["process"].ValueSpan, CultureInfo.InvariantCulture, out int process))
            return null;
        long microseconds = long.Parse(match.Groups["microseconds"].ValueSpan, CultureInfo.InvariantCulture);
        return new MaildirWriter(process, DateTime.UnixEpoch.AddSeconds(seconds).AddMicroseconds(microseconds));
    }

    [GeneratedRegex(@"^(?<seconds>\d{1,11})\.M(?<microseconds>\d{6})P(?<process>\d+)Q\d+\.(?<host>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    /// <summary>A slash would end the name and a colon begin the flags, so the convention writes both in octal.</summary>
    public static string EscapeHost(string host)
        => host.Replace("/", @"\057", StringComparison.Ordinal).Replace(":", @"\072", StringComparison.Ordinal);

    /// <summary>The unique part of a file name, without a mail reader's flags.</summary>
    public static string WithoutFlags(string fileName)
    {
        int colon = fileName.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? fileName : fileName[..colon];
    }

    private static long Microseconds() => DateTime.UtcNow.Subtract(DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
