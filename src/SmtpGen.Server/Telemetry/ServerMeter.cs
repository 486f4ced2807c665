using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SmtpGen.Server.Telemetry;

/// <summary>The meter and the source of the server. Tags follow OpenTelemetry's conventions; nothing is done while nobody listens.</summary>
internal static class ServerMeter
{
    private const string Name = "SmtpGen.Server";

    public static readonly Meter Meter = new(Name);

    public static readonly ActivitySource Source = new(Name);

    /// <summary>The version alone, as the conventions have it: <c>1.3</c> of <c>TLS1.3</c>.</summary>
    public static string TlsVersion(string protocol) => protocol.StartsWith("TLS", StringComparison.Ordinal) ? protocol[3..] : protocol;
}
