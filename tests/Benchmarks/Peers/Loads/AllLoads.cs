using SmtpGen.Benchmarks.Peers.Receivers;

namespace SmtpGen.Benchmarks.Peers.Loads;

/// <summary>Everything that receivers are put under.</summary>
internal static class AllLoads
{
    private const int Kilobyte = 1024;
    private const int Megabyte = 1 << 20;
    private const int GrowthRate = 2000;

    private static readonly string[] s_both = [AllReceivers.Sink, AllReceivers.Floor];

    private static readonly IReadOnlyList<Load> s_all =
    [
        new MessageLoad("session-1", "1 session, 1 KB", Needs.Smtp | Needs.Discard, 10000, new SourceClient(1, Kilobyte), s_both),
        new MessageLoad("sessions-10", "10 sessions, 1 KB", Needs.Smtp | Needs.Discard, 30000, new SourceClient(10, Kilobyte), s_both),
        new MessageLoad("sessions-50", "50 sessions, 1 KB", Needs.Smtp | Needs.Discard, 30000, new SourceClient(50, Kilobyte), s_both),
        new MessageLoad("connections", "a connection a message, 20 at once", Needs.Smtp | Needs.Discard, 10000, new SourceClient(20, Kilobyte, reconnects: true), s_both),
        new MessageLoad("megabyte", "1 MB, 4 sessions", Needs.Smtp | Needs.Discard, 400, new SourceClient(4, Megabyte), s_both),
        new MessageLoad("pipelined", "pipelined, 4 connections, 1 KB", Needs.Smtp | Needs.Discard | Needs.Pipelining, 80000, new PipeliningClient("pipelined", 4), s_both),
        new MessageLoad("bdat", "BDAT pipelined, 4 connections, 1 KB", Needs.Smtp | Needs.Discard | Needs.Chunking, 80000, new PipeliningClient("chunks", 4), AllReceivers.Floor),
        new MessageLoad(
            "lmtp", "LMTP pipelined, 4 connections, 10 recipients", Needs.Lmtp, 20000,
            new PipeliningClient("pipelined", 4, "--lmtp", "--recipients", "10"), s_both),
        new MessageLoad("tls-1k", "TLS 1.3 pipelined, 1 connection, 1 KB", Needs.Smtp | Needs.Discard | Needs.Tls, 10000, new TlsClient(Kilobyte), AllReceivers.OpenSsl),
        new MessageLoad("tls-1m", "TLS 1.3, 1 connection, 1 MB", Needs.Smtp | Needs.Discard | Needs.Tls, 200, new TlsClient(Megabyte), AllReceivers.OpenSsl),
        .. new[] { 1, 10, 50 }.Select(sessions => new MessageLoad(
            $"durable-{sessions}", $"durable, {sessions} session{(sessions == 1 ? "" : "s")}, 1 KB", Needs.Durable, 2000 + (100 * sessions),
            new SourceClient(sessions, Kilobyte), AllReceivers.Floor)),
        .. new[] { 1, 10, 100, 1000, 10000 }.Select(connections => new MessageLoad(
            $"growth-{connections}", $"{connections} connection{(connections == 1 ? "" : "s")}, {GrowthRate} messages/s", Needs.Smtp | Needs.Discard | Needs.Pipelining, 2 * GrowthRate,
            new PacedClient(connections, GrowthRate), s_both)),
        new IdleLoad(),
        new StartLoad(),
    ];

    /// <summary>What the command line asks for, in order.</summary>
    /// <exception cref="FormatException">A name is not that of a load.</exception>
    public static IReadOnlyList<Load> Choose(PeerOptions options)
    {
        foreach (string name in options.Loads ?? [])
        {
            if (s_all.All(load => load.Id != name))
                throw new FormatException($"There is no load '{name}'; --list names them.");
        }

        return options.Loads is { } names ? [.. s_all.Where(load => names.Contains(load.Id))] : s_all;
    }
}
