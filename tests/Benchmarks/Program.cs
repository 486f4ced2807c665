using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SmtpGen.Benchmarks;

// Each measures milliseconds and more, so one call an iteration will do.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithStrategy(RunStrategy.Monitoring)
    .WithWarmupCount(2).WithIterationCount(15).WithInvocationCount(1).WithUnrollFactor(1);
BenchmarkSwitcher.FromAssembly(typeof(GeneratorCost).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
