using System.Diagnostics.Metrics;

namespace SmtpGen.Sasl;

/// <summary>What is counted, for whoever listens to the meter <c>SmtpGen.Sasl</c>.</summary>
internal static class SaslMetrics
{
    private static readonly Meter s_meter = new("SmtpGen.Sasl");

    private static readonly Counter<long> s_failed = s_meter.CreateCounter<long>(
        "smtpgen.logins.failed", "{login}", "Logins that failed, or were refused because too many had");

    public static void Count(FailedLogin failed) => s_failed.Add(
        1,
        new("protocol", failed.Protocol),
        new("mechanism", failed.Mechanism),
        new("reason", failed.Reason));
}
