using System.Globalization;

namespace SmtpGen.Server.Connections;

/// <summary>
/// Keeps file descriptors back for everything that is not a connection. A process without one cannot open its log or its
/// store, and .NET ends it when it cannot load a library; so connections end before the descriptors do.
/// </summary>
internal static class DescriptorLimit
{
    private const int Reserve = 32;

    // The system gives the lowest number that is free, so the number of a new one says how many there are.
    private static readonly long s_highest = ReadLimit() - Reserve;

    /// <summary>Whether the descriptors are running out.</summary>
    /// <param name="descriptor">The number of a new one.</param>
    public static bool IsNear(long descriptor) => descriptor >= s_highest;

    private static long ReadLimit()
    {
        const string Limits = "/proc/self/limits";
        const string Row = "Max open files";
        if (!OperatingSystem.IsLinux() || !File.Exists(Limits))
            return long.MaxValue;
        string? row = File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith(Row, StringComparison.Ordinal));
        string? soft = row?[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long limit) ? limit : long.MaxValue;
    }
}
