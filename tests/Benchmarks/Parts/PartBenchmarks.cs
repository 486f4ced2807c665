using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

namespace SmtpGen.Benchmarks.Parts;

/// <summary>The benchmarks of single parts, which BenchmarkDotNet runs.</summary>
internal static class PartBenchmarks
{
    /// <summary>Runs those that the command line filters.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] options)
    {
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(PartBenchmarks).Assembly).Run(options, DefaultConfig.Instance);
        return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
    }
}
