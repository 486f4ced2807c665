using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SmtpGen.Tool.Tests;

/// <summary>The table of instruments in docs/telemetry.md says what there is.</summary>
public sealed partial class TelemetryTableTests
{
    private const int Timeout = 180_000;

    private static readonly Row[] s_table = [.. TableRow().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "telemetry.md")))
        .Select(row => new Row(row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value, row.Groups[4].Value))];

    [Fact]
    public void Every_instrument_is_in_the_table_with_its_kind_and_unit()
    {
        string[] instruments = [.. Instruments().Select(instrument => $"{instrument.Name} {Kind(instrument)} {instrument.Unit}")];
        Assert.InRange(instruments.Length, 15, 100);
        Assert.Equal(instruments.Order(StringComparer.Ordinal), s_table.Select(row => $"{row.Name} {row.Kind} {row.Unit}").Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = Timeout)]
    public async Task Every_tag_is_in_the_table_of_its_instrument()
    {
        var samples = WatchedLoad.Samples(await WatchedLoad.MetricsAsync()).ToList();
        foreach (var row in s_table)
        {
            string metric = row.Name.Replace('.', '_');
            var seen = samples.Where(sample => sample.Name.StartsWith(metric, StringComparison.Ordinal)).SelectMany(sample => sample.Labels)
                .Where(label => label is not ("otel_scope_name" or "le")).Distinct().Order(StringComparer.Ordinal).ToList();
            var written = Tag().Matches(row.Tags).Select(tag => tag.Groups[1].Value.Replace('.', '_')).Order(StringComparer.Ordinal).ToList();

            // No store fails in the load.
            if (row.Name == "smtpgen.message.commit.duration")
                written.Remove("error_type");
            Assert.Equal((row.Name, string.Join(' ', written)), (row.Name, string.Join(' ', seen)));
        }
    }

    // They come to be when the class that holds them is used first.
    private static List<Instrument> Instruments()
    {
        var found = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name.StartsWith("SmtpGen.", StringComparison.Ordinal))
                found.Add(instrument);
        };
        listener.Start();
        foreach (string path in Directory.GetFiles(AppContext.BaseDirectory, "SmtpGen.*.dll"))
        {
            foreach (var type in Assembly.LoadFrom(path).GetTypes().Where(HasInstruments))
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }

        return found;
    }

    private static bool HasInstruments(Type type) => !type.ContainsGenericParameters
        && type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Any(field => field.FieldType.IsAssignableTo(typeof(Instrument)));

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" => "counter",
        "UpDownCounter" => "up-down counter",
        "Histogram" => "histogram",
        "ObservableGauge" => "observable gauge",
        var other => other,
    };

    [GeneratedRegex(@"^\| `(smtpgen\.[\w.]+)` \| ([\w -]+) \| `(\S+)` \| ([^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Tag();

    private sealed record Row(string Name, string Kind, string Unit, string Tags);
}
