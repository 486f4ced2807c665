using SmtpGen.Benchmarks.Peers.Processes;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>Lets a receiver get up to speed, and finds out how much it can take.</summary>
internal static class WarmUp
{
    private const double LongestRound = 4;
    private const double EnoughSeconds = 1.5;

    /// <summary>Sends more and more, up to a round's messages or for about a second.</summary>
    /// <returns>How many messages a round has for this receiver: those wanted, or what it takes in four seconds.</returns>
    public static async Task<int> RunAsync(ReceiverProcess server, IClient client, int wanted)
    {
        double seconds = 0;
        for (int messages = Math.Min(wanted, Math.Max(client.Fewest, wanted / 64)); ; messages = Math.Min(wanted, messages * 2))
        {
            double took = (await client.SendAsync(server, messages)).Seconds;
            seconds += took;
            if (messages < wanted && seconds < EnoughSeconds)
                continue;
            int fitting = client.IsPaced ? wanted : (int)(messages / took * LongestRound);
            return Math.Clamp(fitting, Math.Min(client.Fewest, wanted), wanted);
        }
    }
}
