using System.Diagnostics.Metrics;

namespace SmtpGen.Server.Telemetry;

/// <summary>Counts connections that get no session, by reason.</summary>
internal static class ConnectionMetrics
{
    /// <summary>Too many connections in all, or of one client.</summary>
    public const string TooMany = "too_many";

    /// <summary>The client sent something before the greeting.</summary>
    public const string TalksFirst = "talks_first";

    /// <summary>Only trusted proxies may connect to the address.</summary>
    public const string NotTrusted = "proxy_not_trusted";

    /// <summary>Too many connections wait for their PROXY header.</summary>
    public const string TooManyWait = "proxy_too_many";

    /// <summary>The PROXY header is malformed.</summary>
    public const string BadHeader = "proxy_malformed";

    /// <summary>No PROXY header came in time.</summary>
    public const string NoHeader = "proxy_missing";

    /// <summary>No file descriptor is left for another connection.</summary>
    public const string NoDescriptor = "no_descriptor";

    /// <summary>The server stops.</summary>
    public const string Stopping = "stopping";

    private static readonly Counter<long> s_refused = ServerMeter.Meter.CreateCounter<long>(
        "smtpgen.connections.refused", "{connection}", "Connections that were refused, or closed without a word, by reason");

    /// <summary>Counts a connection.</summary>
    /// <param name="reason">One of the words above.</param>
    public static void Refuse(string reason) => s_refused.Add(1, new KeyValuePair<string, object?>("smtpgen.reason", reason));
}
