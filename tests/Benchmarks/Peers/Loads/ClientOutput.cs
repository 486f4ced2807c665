using System.Globalization;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>What the client in C prints: how many messages were acknowledged, and the seconds that they took.</summary>
internal static class ClientOutput
{
    /// <summary>The seconds.</summary>
    /// <exception cref="NotAcknowledgedException">Not all messages were acknowledged.</exception>
    public static double Seconds(string line, int messages) =>
        line.Split(' ') is [var acknowledged, var seconds] && acknowledged == messages.ToString(CultureInfo.InvariantCulture)
            ? double.Parse(seconds, CultureInfo.InvariantCulture)
            : throw new NotAcknowledgedException($"Of {messages} messages the client counts: '{line}'.");
}
