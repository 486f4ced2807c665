using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace SmtpGen.Tests;

/// <summary>Listens to every meter of the libraries, and keeps what was measured.</summary>
public sealed class MetricRecorder : IDisposable
{
    private readonly ConcurrentQueue<Measurement> _measurements = new();
    private readonly MeterListener _listener = new();

    public MetricRecorder()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("SmtpGen.", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What was measured of an instrument, in order.</summary>
    /// <param name="name">The instrument's name.</param>
    /// <param name="tags">Tags that a measurement must have, such as <c>network.io.direction=receive</c>.</param>
    public IReadOnlyList<Measurement> Of(string name, params string[] tags) =>
        [.. _measurements.Where(measurement => measurement.Name == name && tags.All(measurement.Tags.Contains))];

    /// <summary>The sum of what <see cref="Of"/> finds.</summary>
    public double Sum(string name, params string[] tags) => Of(name, tags).Sum(measurement => measurement.Value);

    /// <summary>Waits until something is measured, and gives the first of it.</summary>
    public async Task<Measurement> UntilAsync(string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Of(name) is [var first, ..])
                return first;
            await Task.Delay(5, cancellationToken);
        }
    }

    /// <summary>Asks the instruments that are observed; the last value of one.</summary>
    public double Observe(string name)
    {
        _listener.RecordObservableInstruments();
        return Of(name)[^1].Value;
    }

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var texts = new List<string>();
        foreach (var (key, tag) in tags)
            texts.Add(string.Create(CultureInfo.InvariantCulture, $"{key}={tag}"));
        _measurements.Enqueue(new(instrument.Name, value, texts));
    }

    /// <summary>A measurement.</summary>
    /// <param name="Name">The instrument's name.</param>
    /// <param name="Value">What was measured.</param>
    /// <param name="Tags">Its tags, as <c>key=value</c>.</param>
    public sealed record Measurement(string Name, double Value, IReadOnlyList<string> Tags);
}
