using System.Diagnostics;
using System.Net;
using SmtpGen.Runtime;

namespace SmtpGen.Server.Telemetry;

/// <summary>A session as those see it who measure and trace: from the greeting to the last reply.</summary>
/// <param name="protocol">The protocol, in lower case; null while nobody measures.</param>
/// <param name="activity">The span; null while nobody traces.</param>
/// <param name="isCounted">Whether it counts as under way.</param>
/// <param name="begin">When it began.</param>
internal readonly struct SessionTelemetry(string? protocol, Activity? activity, bool isCounted, long begin)
{
    /// <summary>A session begins. What it traces belongs to its span.</summary>
    public static SessionTelemetry Begin(ServerSession session, ITransport transport)
    {
        bool isMeasured = SessionMetrics.IsEnabled;
        if (!isMeasured && !ServerMeter.Source.HasListeners())
            return default;
        string protocol = session.Protocol.ToLowerInvariant();
        var activity = ServerMeter.Source.StartActivity(protocol + " session", ActivityKind.Server);
        if (activity is not null)
        {
            activity.SetTag("network.protocol.name", protocol).SetTag("network.transport", "tcp");
            AddAddress(activity, "network.peer", transport.RemoteEndPoint);
            AddAddress(activity, "server", transport.LocalEndPoint);
            session.Trace = activity.Context;
        }

        bool isCounted = SessionMetrics.Begin(protocol);
        return new(protocol, activity, isCounted, Stopwatch.GetTimestamp());
    }

    /// <summary>The session has ended.</summary>
    /// <param name="security">The TLS it ended with.</param>
    /// <param name="error">Why it broke off; empty where it ended in order.</param>
    public void End(TransportSecurity? security, string error)
    {
        if (protocol is not null)
            SessionMetrics.End(protocol, isCounted, begin, error);
        if (activity is null)
            return;
        if (security is not null)
            activity.SetTag("tls.protocol.version", ServerMeter.TlsVersion(security.Protocol));
        if (error.Length > 0)
            activity.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
        activity.Dispose();
    }

    private static void AddAddress(Activity activity, string name, EndPoint? endPoint)
    {
        if (endPoint is IPEndPoint { Address: var address, Port: var port })
            activity.SetTag(name + ".address", address.ToString()).SetTag(name + ".port", port);
    }
}
