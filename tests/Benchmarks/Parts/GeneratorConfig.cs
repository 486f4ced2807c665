using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SmtpGen.Benchmarks.Parts;

/// <summary>How the generator is measured: each of its runs takes milliseconds and more, so one call an iteration will do.</summary>
internal sealed class GeneratorConfig : ManualConfig
{
    public GeneratorConfig() => AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithStrategy(RunStrategy.Monitoring)
        .WithWarmupCount(2).WithIterationCount(15).WithInvocationCount(1).WithUnrollFactor(1));
}
