using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SmtpGen.Benchmarks.Parts;

/// <summary>How parts of microseconds and less are measured: in this process, with what they allocate.</summary>
internal sealed class PartConfig : ManualConfig
{
    // The longest command that is measured is shown whole.
    private const int LongestParameter = 60;

    public PartConfig()
    {
        AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumn(new GigabytesColumn());
        WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(LongestParameter));
        HideColumns(Column.Error, Column.RatioSD);
    }
}
