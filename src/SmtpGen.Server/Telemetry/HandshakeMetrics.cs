using System.Diagnostics.Metrics;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Telemetry;

/// <summary>Counts TLS handshakes by the version they agreed on, or by what went wrong.</summary>
internal static class HandshakeMetrics
{
    private static readonly Counter<long> s_handshakes = ServerMeter.Meter.CreateCounter<long>(
        "smtpgen.tls.handshakes", "{handshake}", "TLS handshakes, by version or by error");

    /// <summary>A handshake succeeded.</summary>
    public static void Succeed(TransportSecurity security)
    {
        if (s_handshakes.Enabled)
            s_handshakes.Add(1, new KeyValuePair<string, object?>("tls.protocol.version", ServerMeter.TlsVersion(security.Protocol)));
    }

    /// <summary>A handshake failed.</summary>
    /// <param name="exception">Why.</param>
    /// <param name="wasCut">Whether it took too long.</param>
    public static void Fail(Exception exception, bool wasCut) => s_handshakes.Add(
        1, new KeyValuePair<string, object?>("error.type", wasCut ? "timeout" : exception.GetBaseException().GetType().Name));
}
