using System.Globalization;
using SmtpGen.Benchmarks.Peers.Building;
using SmtpGen.Benchmarks.Peers.Processes;

namespace SmtpGen.Benchmarks.Peers.Receivers;

/// <summary>Servers of others.</summary>
internal static class Foreign
{
    private const string Python = "/usr/bin/python3";

    private static readonly string s_smtpServer = Repository.Built("tests/Benchmarks/Others/SmtpServer", "smtpserver-receiver");
    private static readonly string s_aiosmtpd = Repository.At("tests/Benchmarks/Others/aiosmtpd_receiver.py");
    private static readonly string s_nodemailer = Repository.At("tests/Benchmarks/Others/nodemailer-receiver.cjs");

    public static IReadOnlyList<Receiver> All { get; } =
    [
        new("smtpserver", "SmtpServer 11.1.0", Needs.Smtp | Needs.Discard | Needs.Pipelining | Needs.Tls, place => new CommandLine(
            s_smtpServer, [place.PortText, .. place.When(Needs.Tls, Certificate.Path)])),
        new("smtp4dev", "smtp4dev 3.15.0", Needs.Smtp | Needs.Discard, place => new CommandLine(
            Smtp4Dev.Program,
            $"--smtpport={place.PortText}", $"--urls=http://127.0.0.1:{ReceiverProcess.FreePort()}", "--imapport=", "--pop3port=", "--db=", "--bindaddress=127.0.0.1",
            "--messagestokeep=10", "--sessionstokeep=10", "--tlsmode=None", "--nousersettings", $"--baseappdatapath={place.Folder}"))
        {
            PrepareAsync = Smtp4Dev.PrepareAsync,
        },
        new("aiosmtpd", "aiosmtpd", Needs.Smtp | Needs.Discard | Needs.Lmtp | Needs.Tls, place => new CommandLine(
            Python, [s_aiosmtpd, place.PortText, .. place.When(Needs.Lmtp, "--lmtp"), .. place.When(Needs.Tls, "--tls", Certificate.Path)]))
        {
            PrepareAsync = async () => File.Exists(Python) && (await Commands.RunAsync(Python, ["-c", "import aiosmtpd"], TimeSpan.FromSeconds(20))).Exit == 0
                ? null
                : "aiosmtpd is not installed (Debian's python3-aiosmtpd)",
        },
        new("nodemailer", "nodemailer smtp-server", Needs.Smtp | Needs.Discard | Needs.Pipelining | Needs.Lmtp | Needs.Tls, place => new CommandLine(
            "node", [s_nodemailer, NodePackage.Folder, place.PortText, .. place.When(Needs.Lmtp, "--lmtp"), .. place.When(Needs.Tls, "--tls", Certificate.Path)]))
        {
            PrepareAsync = NodePackage.PrepareAsync,
        },
        new("postfix", "Postfix", Needs.Durable, Postfix.Command)
        {
            PrepareAsync = () => Task.FromResult(Postfix.Missing()),
            Stop = Postfix.Stop,
        },
    ];

    /// <summary>A receiver that the user brings, which is to take SMTP.</summary>
    public static Receiver Own(string name, string command) =>
        new(name, name, Needs.Smtp | Needs.Discard | Needs.Pipelining, place =>
        {
            string[] words = command.Replace("{port}", place.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return new CommandLine(words[0], words[1..]);
        })
        {
            PrepareAsync = () => Task.FromResult(
                command.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var program, ..] && (File.Exists(program) || Commands.Find(program) is not null)
                    ? null
                    : $"there is no program for '{command}'"),
        };
}
