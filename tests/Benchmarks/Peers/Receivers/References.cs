using SmtpGen.Benchmarks.Peers.Building;
using SmtpGen.Benchmarks.Peers.Processes;

namespace SmtpGen.Benchmarks.Peers.Receivers;

/// <summary>What all others are compared with.</summary>
internal static class References
{
    // Connections that smtp-sink takes at a time; beyond them it does not accept.
    private const string MostConnections = "15000";

    public static IReadOnlyList<Receiver> All { get; } =
    [
        new(AllReceivers.Floor, "C floor", Needs.Smtp | Needs.Discard | Needs.Pipelining | Needs.Chunking | Needs.Lmtp | Needs.Durable, place => new CommandLine(
            CPrograms.Floor,
            [place.PortText, .. place.When(Needs.Lmtp, "--lmtp"), .. place.When(Needs.Durable, "--durable", place.Folder)]))
        {
            PrepareAsync = () => CPrograms.PrepareAsync("floor"),
        },
        new(AllReceivers.Sink, "smtp-sink", Needs.Smtp | Needs.Discard | Needs.Pipelining | Needs.Lmtp, place => new CommandLine(
            "smtp-sink",
            [
                // It serves nobody as root.
                .. Environment.IsPrivilegedProcess ? ["-u", "nobody"] : Array.Empty<string>(),
                .. place.When(Needs.Lmtp, "-L"),
                "-m", MostConnections, $"127.0.0.1:{place.PortText}", "4096",
            ]))
        {
            PrepareAsync = () => Installed("smtp-sink", "Debian's postfix"),
        },
        new(AllReceivers.OpenSsl, "openssl s_server", Needs.Tls | Needs.Octets, place => new CommandLine(
            "openssl", "s_server", "-accept", $"127.0.0.1:{place.PortText}", "-cert", Certificate.Path, "-key", Certificate.Path, "-tls1_3", "-quiet"))
        {
            PrepareAsync = () => Installed("openssl", "Debian's openssl"),
        },
    ];

    private static Task<string?> Installed(string program, string package) =>
        Task.FromResult(Commands.Find(program) is null ? $"{program} is not installed ({package})" : null);
}
