using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SmtpGen.Benchmarks;
using SmtpGen.Benchmarks.Logins;
using SmtpGen.Benchmarks.Peers;

switch (args)
{
    case ["peers", .. var rounds]:
        await PeerComparison.RunAsync(rounds is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 3);
        return;
    case ["logins", .. var rounds]:
        await LoginFlood.RunAsync(rounds is [var times] ? int.Parse(times, CultureInfo.InvariantCulture) : 5);
        return;
    case ["discard", var port]:
        await DiscardServer.ServeAsync(int.Parse(port, CultureInfo.InvariantCulture));
        return;
}

// Each measures milliseconds and more, so one call an iteration will do.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithStrategy(RunStrategy.Monitoring)
    .WithWarmupCount(2).WithIterationCount(15).WithInvocationCount(1).WithUnrollFactor(1);
BenchmarkSwitcher.FromAssembly(typeof(GeneratorCost).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
