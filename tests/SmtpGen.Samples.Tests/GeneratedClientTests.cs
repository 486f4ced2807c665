using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Samples.Ftp;
using Samples.Imap;
using Samples.ManageSieve;
using Samples.Memcached;
using Samples.Nntp;

namespace SmtpGen.Samples;

/// <summary>The clients that the specifications of the samples give, against their servers.</summary>
public class GeneratedClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Values_are_cached_with_their_octets_and_listed_before_the_end()
    {
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.CacheHandler), "Memcached");
        await using var client = new MemcachedProtocolClient(await Loopback.ConnectAsync(server.Port));
        await CacheConversation.RunAsync(client, Cancellation);
    }

    [Fact]
    public async Task Scripts_are_stored_and_fetched_as_they_are()
    {
        using var around = new TemporaryFolder();
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.ScriptHandler), "ManageSieve", $"Folder={around.Path}", "User=demo", "Password=demo");
        await using var client = new ManageSieveProtocolClient(await Loopback.ConnectAsync(server.Port));
        await ScriptConversation.RunAsync(client, "demo", "demo", Cancellation);
    }

    [Fact]
    public async Task Mail_is_listed_read_and_waited_for()
    {
        using var around = new TemporaryFolder();
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.MailHandler), "Imap", $"Maildir={around.Path}", "User=demo", "Password=d\"e\\mo");
        await using var client = new ImapProtocolClient(await Loopback.ConnectAsync(server.Port));
        byte[] message = Encoding.UTF8.GetBytes("Subject: caf\u00e9\r\n\r\n) a1 OK {5}\r\n.\r\n");
        await File.WriteAllBytesAsync(Path.Combine(around.Path, "new", "1700000001.M1P1.test"), message, Cancellation);

        await MailConversation.RunAsync(client, "demo", "d\"e\\mo", message, Cancellation);

        var idle = await client.IdleAsync(Cancellation);
        Assert.Equal(ImapIdleReply.Idling, idle.Kind);
        await File.WriteAllBytesAsync(Path.Combine(around.Path, "new", "1700000002.M2P1.test"), message, Cancellation);
        var told = await client.ReadUnsolicitedAsync(Cancellation);
        Assert.Equal("2", told["count"]);
        Assert.Equal(ImapIdleReply.Done, (await client.IdleWordAsync("DONE", Cancellation)).Kind);
        var bye = await client.LogoutAsync(Cancellation);
        Assert.Equal((global::Samples.Imap.ImapLogoutReply.LoggedOut, 2), (bye.Kind, bye.Lines.Count));
        Assert.True(client.IsClosed);
    }

    [Fact]
    public async Task News_are_read_with_their_values_and_bodies()
    {
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.NewsHandler), "Nntp");
        await using var client = new NntpProtocolClient(await Loopback.ConnectAsync(server.Port));
        Assert.True((await client.ReadGreetingAsync(Cancellation)).IsPositive);
        Assert.Equal(101, (await client.CapabilitiesAsync(cancellationToken: Cancellation)).Code);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await client.DateAsync(Cancellation));
        Assert.StartsWith("VERSION 2\r\n", Encoding.ASCII.GetString(await client.ReadBodyAsync(Cancellation)), StringComparison.Ordinal);

        Assert.Equal(NntpPostReply.SendArticle, (await client.PostAsync(Cancellation)).Kind);
        var posted = await client.SendPostingAsync(new MemoryStream(Encoding.UTF8.GetBytes("From: a@example.org\r\nNewsgroups: misc.test\r\nSubject: one\r\n\r\n..\r\n.dot\r\n")), Cancellation);
        Assert.Equal(NntpPostingReply.Posted, posted.Kind);
        var group = await client.GroupAsync("misc.test", Cancellation);
        Assert.Equal("misc.test", group["name"]);
        Assert.True((await client.ArticleAsync(ulong.Parse(group["last"]!, CultureInfo.InvariantCulture), cancellationToken: Cancellation)).IsPositive);
        Assert.EndsWith("\r\n\r\n..\r\n.dot\r\n", Encoding.UTF8.GetString(await client.ReadBodyAsync(Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_are_named_and_files_announced_before_they_are_transferred()
    {
        using var around = new TemporaryFolder();
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.FileHandler), "Ftp", $"Folder={around.Path}", "User=demo", "Password=demo");
        await using var client = new FtpProtocolClient(await Loopback.ConnectAsync(server.Port));
        await client.ReadGreetingAsync(Cancellation);
        await client.UserAsync("demo", Cancellation);
        Assert.True((await client.PassAsync("demo", Cancellation)).IsPositive);
        Assert.Equal("/say \"a\" caf\u00e9", (await client.MkdAsync("say \"a\" caf\u00e9", Cancellation))["path"]);
        var passive = await client.EpsvAsync(cancellationToken: Cancellation);
        using var data = new TcpClient();
        await data.ConnectAsync(IPAddress.Loopback, int.Parse(passive["port"]!, CultureInfo.InvariantCulture), Cancellation);
        var listed = await client.NlstAsync(cancellationToken: Cancellation);
        Assert.Equal(226, listed.Code);
        Assert.Equal("opening", Assert.Single(listed.Before).Name);
    }
}
