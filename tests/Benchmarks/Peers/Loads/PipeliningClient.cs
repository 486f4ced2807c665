using System.Globalization;
using SmtpGen.Benchmarks.Peers.Building;
using SmtpGen.Benchmarks.Peers.Processes;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>The client in C: whole transactions at a time.</summary>
/// <param name="mode"><c>pipelined</c> or <c>chunks</c>.</param>
/// <param name="connections">How many at a time.</param>
/// <param name="options">Further options of the program.</param>
internal sealed class PipeliningClient(string mode, int connections, params string[] options) : IClient
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    public int Fewest => connections;

    public bool IsPaced => false;

    public bool IsProcess => true;

    public async Task<Sent> SendAsync(ReceiverProcess server, int messages)
    {
        var gauge = await Gauge.BeginAsync(server);
        var (exit, output, error) = await Commands.RunAsync(
            CPrograms.Client,
            [server.Port.ToString(CultureInfo.InvariantCulture), mode, $"{connections}", $"{messages}", .. options],
            s_longest);
        if (exit != 0)
            throw new NotAcknowledgedException($"{error}{server.Words()}");
        return await gauge.EndAsync(ClientOutput.Seconds(output, messages));
    }
}
