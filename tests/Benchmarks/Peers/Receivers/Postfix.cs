using SmtpGen.Benchmarks.Peers.Processes;

namespace SmtpGen.Benchmarks.Peers.Receivers;

/// <summary>Postfix with a queue of its own, into which every message is put on hold: it is accepted and kept, and not delivered.</summary>
internal static class Postfix
{
    private const string Main = """
        compatibility_level = 3.6
        queue_directory = FOLDER/queue
        data_directory = FOLDER/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = mx.example
        mydestination =
        alias_maps =
        local_recipient_maps =
        mynetworks = 127.0.0.0/8
        smtpd_client_restrictions = check_client_access static:HOLD
        smtpd_client_connection_rate_limit = 0
        smtpd_client_connection_count_limit = 0
        maillog_file = FOLDER/log
        maillog_file_prefixes = FOLDER

        """;

    private const string Master = """
        127.0.0.1:PORT inet n - n - - smtpd
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        anvil unix - - n - 1 anvil
        error unix - - n - - error
        retry unix - - n - - error
        proxymap unix - - n - - proxymap
        postlog unix-dgram n - n - 1 postlogd

        """;

    public static string? Missing() =>
        Commands.Find("postfix") is null ? "postfix is not installed"
        : !Environment.IsPrivilegedProcess ? "postfix needs root"
        : null;

    public static CommandLine Command(Place place)
    {
        string etc = Directory.CreateDirectory(Path.Combine(place.Folder, "etc")).FullName;
        File.WriteAllText(Path.Combine(etc, "main.cf"), Main.Replace("FOLDER", place.Folder, StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(etc, "master.cf"), Master.Replace("PORT", place.PortText, StringComparison.Ordinal));
        return new CommandLine("sh", "-c", "mkdir queue data && chown postfix data && exec postfix -c \"$PWD/etc\" start-fg");
    }

    public static CommandLine Stop(Place place) => new("postfix", "-c", Path.Combine(place.Folder, "etc"), "stop");
}
