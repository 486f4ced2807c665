using System.Diagnostics;
using System.Globalization;

namespace SmtpGen.Benchmarks.Peers;

/// <summary>What a server is loaded with.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Messages">How many messages.</param>
/// <param name="RunAsync">Sends that many messages to a port.</param>
internal sealed record Load(string Name, int Messages, Func<int, int, Task> RunAsync)
{
    /// <summary>The loads, those of smtp-source first.</summary>
    public static IReadOnlyList<Load> All { get; } =
    [
        Source("1 session", 10000, sessions: 1, length: 1024),
        Source("10 sessions", 30000, sessions: 10, length: 1024),
        Source("50 sessions", 30000, sessions: 50, length: 1024),
        Source("a connection a message, 20 at once", 10000, sessions: 20, length: 1024, reconnects: true),
        Source("1 MB, 4 sessions", 200, sessions: 4, length: 1 << 20),
        new("pipelined, 4 connections", 40000, (port, messages) => PipelinedClient.SendAsync(port, connections: 4, messages)),
    ];

    // Without -d smtp-source disconnects after each message; with it a session goes on.
    private static Load Source(string name, int messages, int sessions, int length, bool reconnects = false) =>
        new(name, messages, async (port, count) =>
        {
            List<string> arguments =
            [
                "-s", Text(sessions), "-m", Text(count), "-l", Text(length), "-f", "alice@client.example", "-t", "bob@mx.example",
                .. reconnects ? Array.Empty<string>() : ["-d"],
                $"127.0.0.1:{port}",
            ];
            using var process = Process.Start(new ProcessStartInfo("smtp-source", arguments))!;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"smtp-source ended with {process.ExitCode}.");
        });

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
