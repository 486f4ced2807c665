using System.Diagnostics.Metrics;

namespace SmtpGen.Server.Telemetry;

/// <summary>Counts octets as the network carries them, so that those of TLS and PROXY headers are among them.</summary>
internal static class OctetMetrics
{
    private const string Direction = "network.io.direction";

    private static readonly Counter<long> s_octets = ServerMeter.Meter.CreateCounter<long>(
        "smtpgen.io", "By", "Octets received and sent");

    /// <summary>Octets came from the client.</summary>
    public static void Receive(int octets) => s_octets.Add(octets, new KeyValuePair<string, object?>(Direction, "receive"));

    /// <summary>Octets were handed over on their way to the client.</summary>
    public static void Send(int octets) => s_octets.Add(octets, new KeyValuePair<string, object?>(Direction, "transmit"));
}
