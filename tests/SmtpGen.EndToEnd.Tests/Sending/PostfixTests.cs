using System.Globalization;
using SmtpGen.Client;
using SmtpGen.Envelopes;

namespace SmtpGen.EndToEnd.Tests.Sending;

/// <summary>Against a whole Postfix with folders of its own, which delivers into a Maildir. It needs root.</summary>
public class PostfixTests
{
    private const int Timeout = 300_000;

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
        smtpd_relay_restrictions = reject_unauth_destination
        virtual_mailbox_domains = mx.example
        virtual_mailbox_base = FOLDER/mail
        virtual_mailbox_maps = inline:{bob@mx.example=inbox/}
        virtual_uid_maps = static:65534
        virtual_gid_maps = static:65534
        virtual_minimum_uid = 100
        maillog_file = FOLDER/log
        maillog_file_prefixes = FOLDER
        OPTIONS
        """;

    private const string Master = """
        127.0.0.1:PORT inet n - n - - smtpd
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        error unix - - n - - error
        retry unix - - n - - error
        proxymap unix - - n - - proxymap
        postlog unix-dgram n - n - 1 postlogd
        """;

    private static readonly byte[] s_long = [.. Enumerable.Repeat((byte)'x', 2000)];

    [Theory(Timeout = Timeout)]
    [InlineData("", true)]
    [InlineData("", false)]
    [InlineData("smtpd_discard_ehlo_keywords = chunking", true)]
    [InlineData("smtpd_discard_ehlo_keywords = chunking, pipelining, 8bitmime, size", true)]
    public async Task A_message_is_delivered_and_a_wrong_recipient_is_reported(string options, bool pipelining)
    {
        await using var server = await StartAsync(options);
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var sender = await MailSender.ConnectAsync(ForeignMail.Options(server.Port) with { Pipelining = pipelining }, cancellationToken);
        var envelope = new MailEnvelope(
            "alice@client.example",
            [new Recipient("bob@mx.example") { Notify = NotifyConditions.Never }, new Recipient("nobody@mx.example"), new Recipient("eve@elsewhere.example")]);

        var result = await sender.SendAsync(envelope, ForeignMail.Content, cancellationToken);
        await sender.QuitAsync(cancellationToken);

        Assert.Equal([250, 550, 554], result.Recipients.Select(recipient => recipient.Reply!.Code));
        string delivered = await server.ReadAsync(Delivered);
        Assert.Contains("Return-Path: <alice@client.example>", delivered);
        // Postfix completes the header fields.
        Assert.Contains("\nSubject: foreign\n", delivered);
        Assert.EndsWith("\n\n.\n..dots\nlast\n", delivered);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_message_over_the_limit_is_not_sent()
    {
        await using var server = await StartAsync("message_size_limit = 1000");
        await using var sender = await MailSender.ConnectAsync(ForeignMail.Options(server.Port), TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<MailSendException>(
            async () => await sender.SendAsync(ForeignMail.Envelope, s_long, TestContext.Current.CancellationToken));

        Assert.Equal(MailSendFailure.Unsupported, exception.Failure);
    }

    private static string? Delivered(ForeignServer server) =>
        Directory.Exists(server["mail/inbox/new"]) ? Directory.EnumerateFiles(server["mail/inbox/new"]).SingleOrDefault() : null;

    private static Task<ForeignServer> StartAsync(string options)
    {
        ForeignProgram.Require("postfix");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "postfix needs root");
        return ForeignServer.StartAsync("sh", (port, folder) =>
        {
            Directory.CreateDirectory(Path.Combine(folder, "etc"));
            File.WriteAllText(Path.Combine(folder, "etc", "main.cf"), Main.Replace("FOLDER", folder, StringComparison.Ordinal).Replace("OPTIONS", options, StringComparison.Ordinal));
            File.WriteAllText(
                Path.Combine(folder, "etc", "master.cf"), Master.Replace("PORT", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            return ["-c", "mkdir queue data mail && chown postfix data && chown nobody mail && exec postfix -c \"$PWD/etc\" start-fg"];
        });
    }
}
