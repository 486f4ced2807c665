using System.Globalization;
using System.Runtime.InteropServices;

namespace SmtpGen.Benchmarks.Peers.Report;

/// <summary>What it was measured on.</summary>
/// <param name="Processor">The model.</param>
/// <param name="Cores">How many there are.</param>
/// <param name="MemoryMiB">Memory, in MiB.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="Time">When, in UTC.</param>
internal sealed record Machine(string Processor, int Cores, long MemoryMiB, string Kernel, string Runtime, DateTime Time)
{
    /// <summary>This one.</summary>
    public static Machine Here { get; } = new(
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.OSArchitecture.ToString(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        RuntimeInformation.FrameworkDescription,
        DateTime.UtcNow);

    /// <summary>How many processes waited for a processor in the last minute.</summary>
    public static double LoadAverage => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Cores} cores ({Processor}), {MemoryMiB} MiB, Linux {Kernel}, {Runtime}, {Time:yyyy-MM-dd HH:mm} UTC");
}
