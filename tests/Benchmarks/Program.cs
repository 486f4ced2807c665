using BenchmarkDotNet.Running;
using SmtpGen.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(GeneratorCost).Assembly).Run(args);
