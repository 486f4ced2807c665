using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace SmtpGen.Benchmarks.Parts;

/// <summary>Says of a class how many octets each call takes, for the column in GB/s.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OctetsAttribute(int octets) : Attribute
{
    public int Octets => octets;
}

/// <summary>Octets a call by the mean of its time, in GB/s.</summary>
internal sealed class GigabytesColumn : IColumn
{
    public string Id => nameof(GigabytesColumn);

    public string ColumnName => "GB/s";

    public bool AlwaysShow => false;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "10^9 octets a second";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        int? octets = Octets(benchmarkCase);
        // Octets a nanosecond are gigabytes a second.
        return octets is { } count && summary[benchmarkCase]?.ResultStatistics is { } statistics
            ? (count / statistics.Mean).ToString("F2", CultureInfo.InvariantCulture)
            : "-";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(benchmark => Octets(benchmark) is not null);

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    private static int? Octets(BenchmarkCase benchmark) =>
        benchmark.Descriptor.Type.GetCustomAttributes(typeof(OctetsAttribute), inherit: false) is [OctetsAttribute attribute] ? attribute.Octets : null;
}
