using System.Diagnostics.Metrics;

namespace SmtpGen.Sasl;

/// <summary>What is counted, for whoever listens to the meter <c>SmtpGen.Sasl</c>.</summary>
internal static class SaslMetrics
{
    private static readonly Meter s_meter = new("SmtpGen.Sasl");

    private static readonly Counter<long> s_logins = s_meter.CreateCounter<long>(
        "smtpgen.logins", "{login}", "Logins by mechanism and result: success, wrong, limit, malformed, cancelled, unavailable, transition");

    private static readonly ObservableGauge<int> s_waiting = s_meter.CreateObservableGauge(
        "smtpgen.hashes.waiting", () => HashQueue.Shared.Waiting, "{computation}", "Passwords that wait to be hashed");

    /// <summary>Counts a login.</summary>
    /// <param name="protocol">The protocol, in lower case.</param>
    /// <param name="mechanism">The mechanism's name.</param>
    /// <param name="result">How it ended.</param>
    public static void Count(string protocol, string mechanism, string result) => s_logins.Add(
        1,
        new("network.protocol.name", protocol),
        new("smtpgen.mechanism", mechanism),
        new("smtpgen.result", result));
}
