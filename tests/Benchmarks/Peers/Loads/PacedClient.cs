using System.Globalization;
using SmtpGen.Benchmarks.Peers.Processes;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>Sends at one rate over many connections, one after the other; what opening them costs is not counted.</summary>
/// <param name="connections">How many.</param>
/// <param name="rate">Messages a second over all of them.</param>
internal sealed class PacedClient(int connections, int rate) : IClient
{
    public int Fewest => 100;

    public bool IsPaced => true;

    public bool IsProcess => true;

    public async Task<Sent> SendAsync(ReceiverProcess server, int messages)
    {
        await using var client = new ClientProcess(
            server.Port.ToString(CultureInfo.InvariantCulture), "paced", $"{connections}", $"{messages}", "--rate", $"{rate}");
        await client.HearAsync();
        var gauge = await Gauge.BeginAsync(server);
        await client.GoOnAsync();
        string line = await client.HearAsync();
        return await gauge.EndAsync(ClientOutput.Seconds(line, messages));
    }
}
