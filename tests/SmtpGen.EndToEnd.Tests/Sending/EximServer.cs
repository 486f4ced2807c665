using System.Globalization;

namespace SmtpGen.EndToEnd.Tests.Sending;

/// <summary>
/// A whole Exim with a folder of its own, which delivers into a Maildir. Only root may be started with a configuration that it
/// was not built with and give root up afterwards.
/// </summary>
internal static class EximServer
{
    private const string Program = "exim4";
    private const string ConfigurationFile = "exim.conf";

    // The user that Debian's build runs as.
    private const string User = "Debian-exim";

    private const string Configuration = """
        exim_path = EXIM
        primary_hostname = mx.example
        spool_directory = FOLDER/spool
        log_file_path = FOLDER/%slog
        log_selector = +pipelining
        pid_file_path = FOLDER/pid
        local_interfaces = 127.0.0.1
        daemon_smtp_ports = PORT
        keep_environment =
        queue_only
        deliver_drop_privilege
        tls_certificate = FOLDER/certificate.pem
        acl_smtp_rcpt = rcpt
        acl_smtp_data = data
        OPTIONS

        begin acl
        rcpt:
          accept domains = mx.example
                 local_parts = bob
          deny message = 5.1.1 No such mailbox
        data:
          deny condition = ${if match{$h_subject:}{refused}}
               message = 5.7.1 Not in the mood
          accept

        begin routers
        all:
          driver = accept
          transport = inbox

        begin transports
        inbox:
          driver = appendfile
          directory = FOLDER/inbox
          maildir_format

        begin authenticators
        plain:
          driver = plaintext
          public_name = PLAIN
          server_prompts = :
          server_advertise_condition = ${if def:tls_in_cipher}
          server_condition = ${if and{{eq{$auth2}{alice}}{eq{$auth3}{secret}}}}
          server_set_id = $auth2
        """;

    /// <summary>Starts it; skips the test where it is not installed or cannot be started.</summary>
    /// <param name="options">More lines of its configuration, in which <c>FOLDER</c> stands for its folder and <c>PORT</c> for its port.</param>
    /// <param name="prepare">Writes what they name into the folder.</param>
    public static async Task<ForeignServer> StartAsync(string options = "", Action<string>? prepare = null)
    {
        string exim = ForeignProgram.Require(Program);
        Assert.SkipUnless(Environment.IsPrivilegedProcess, $"{Program} needs root");
        await ForeignProgram.RequireUserAsync(User);
        return await ForeignServer.StartAsync(exim, (port, folder) =>
        {
            string configuration = Path.Combine(folder, ConfigurationFile);
            File.WriteAllText(configuration, Configuration
                .Replace("OPTIONS", options, StringComparison.Ordinal)
                .Replace("EXIM", exim, StringComparison.Ordinal)
                .Replace("FOLDER", folder, StringComparison.Ordinal)
                .Replace("PORT", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            File.WriteAllText(Path.Combine(folder, "certificate.pem"), TestCertificates.Pem(TestCertificates.Create("mx.example")));
            prepare?.Invoke(folder);
            return ["-C", configuration, "-bdf"];
        });
    }

    /// <summary>Has it deliver the one message that it has taken: it would do so by processes that outlive it.</summary>
    public static async Task<string> DeliverAsync(this ForeignServer server)
    {
        await ForeignProgram.RunAsync(Program, "-C", server[ConfigurationFile], "-q");
        return await File.ReadAllTextAsync(Directory.EnumerateFiles(server["inbox/new"]).Single(), TestContext.Current.CancellationToken);
    }

    /// <summary>What it has noted of each message that it has taken.</summary>
    public static async Task<IReadOnlyList<string>> TakenAsync(this ForeignServer server)
    {
        string[] lines = await File.ReadAllLinesAsync(server["mainlog"], TestContext.Current.CancellationToken);
        return [.. lines.Where(line => line.Contains(" <= ", StringComparison.Ordinal))];
    }
}
