using System.Globalization;
using SmtpGen.Benchmarks.Peers.Processes;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>Postfix's smtp-source: sessions that send a command at a time.</summary>
/// <param name="sessions">How many at a time.</param>
/// <param name="length">Octets of a message.</param>
/// <param name="reconnects">Whether each message has a connection of its own.</param>
internal sealed class SourceClient(int sessions, int length, bool reconnects = false) : IClient
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    public int Fewest => sessions;

    public bool IsPaced => false;

    public bool IsProcess => true;

    public async Task<Sent> SendAsync(ReceiverProcess server, int messages)
    {
        // Without -d smtp-source disconnects after each message; with it a session goes on.
        List<string> arguments =
        [
            "-s", Text(sessions), "-m", Text(messages), "-l", Text(length), "-f", "alice@client.example", "-t", "bob@mx.example",
            .. reconnects ? Array.Empty<string>() : ["-d"],
            $"127.0.0.1:{server.Port}",
        ];
        var gauge = await Gauge.BeginAsync(server);
        var (exit, output, error) = await Commands.RunAsync("smtp-source", arguments, s_longest);
        if (exit != 0)
            throw new NotAcknowledgedException($"smtp-source ended with {exit}: {$"{output} {error}".Trim()}{server.Words()}");
        return await gauge.EndAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
