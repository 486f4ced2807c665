using System.Globalization;
using System.Net;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SmtpGen.Tool.Commands;
using SmtpGen.Tool.Serve.Configuration;

namespace SmtpGen.Tool.Serve.Telemetry;

/// <summary>Hands on what the libraries measure and trace: to a collector, and to whoever reads the metrics by HTTP.</summary>
internal sealed class ServeTelemetry : IDisposable
{
    private const string Ours = "SmtpGen.*";

    private readonly MeterProvider _metrics;
    private readonly TracerProvider? _traces;

    private ServeTelemetry(MeterProvider metrics, TracerProvider? traces, string? metricsUrl) =>
        (_metrics, _traces, MetricsUrl) = (metrics, traces, metricsUrl);

    /// <summary>Where the metrics can be read; null for nowhere.</summary>
    public string? MetricsUrl { get; }

    /// <summary>Begins to listen to the libraries.</summary>
    /// <exception cref="ToolException">The address for metrics cannot be had.</exception>
    public static ServeTelemetry Start(ServeConfiguration configuration)
    {
        CollectorUrl.TryParse(configuration.Otlp ?? "", out var collector);
        MetricsAddress.TryParse(configuration.Metrics ?? "", out var address);
        var builder = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource()).AddMeter(Ours);
        if (collector is not null)
            builder.AddOtlpExporter(options => Send(options, collector, "metrics"));
        var metrics = address is null ? builder.Build() : Listen(builder, address);
        var traces = collector is null ? null : Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource()).AddSource(Ours)
            .AddOtlpExporter(options => Send(options, collector, "traces")).Build();
        return new(metrics, traces, address is null ? null : $"http://{address.Host}:{address.Port}/metrics");
    }

    /// <summary>Sends what was measured last.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics.Dispose();
    }

    // What the environment says (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) goes before the program's own name.
    private static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddService(Program.Name, serviceVersion: typeof(ServeTelemetry).Assembly.GetName().Version?.ToString(3))
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    private static void Send(OtlpExporterOptions options, CollectorUrl collector, string signal)
    {
        options.Protocol = collector.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = collector.IsGrpc ? collector.Address : collector.Of(signal);
    }

    private static MeterProvider Listen(MeterProviderBuilder builder, MetricsAddress address)
    {
        try
        {
            return builder.AddPrometheusHttpListener(options => (options.Host, options.Port) = (address.Host, address.Port)).Build();
        }
        catch (Exception exception) when (Find(exception) is { } cause)
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"{address.Host}:{address.Port}");
            throw new ToolException(
                ToolExit.Environment,
                $"cannot listen on {where} for metrics: {cause.Message.TrimEnd('.')}; choose another address or stop the program that uses it",
                exception);
        }
    }

    private static HttpListenerException? Find(Exception? exception) => exception switch
    {
        null => null,
        HttpListenerException found => found,
        _ => Find(exception.InnerException),
    };
}
