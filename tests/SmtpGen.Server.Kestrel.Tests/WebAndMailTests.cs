using System.Net.Sockets;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.AspNetCore.Hosting;
using MimeKit;
using SmtpGen.Sasl;
using SmtpGen.Tests;

namespace SmtpGen.Server.Kestrel.Tests;

public sealed class WebAndMailTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task The_web_answers_while_mail_comes()
    {
        await using var host = await MailHost.StartAsync();
        using var client = await host.ConnectAsync(SecureSocketOptions.None);
        Assert.Equal("0 messages", await host.GetAsync());
        await client.SendAsync(Message("plain"), TestContext.Current.CancellationToken);
        Assert.Equal("1 messages", await host.GetAsync());
        await client.DisconnectAsync(true, TestContext.Current.CancellationToken);
        Assert.Equal("plain", Assert.Single(host.Received).Subject);
    }

    [Fact]
    public async Task A_client_changes_to_TLS_with_the_certificate_of_the_options()
    {
        await using var host = await MailHost.StartAsync(options =>
        {
            options.Tls.Certificate = _certificates.WritePem(TestCertificates.Create());
            options.Protocol.RequireTls = true;
        });
        using var client = await host.ConnectAsync(SecureSocketOptions.StartTls);
        Assert.True(client.IsEncrypted);
        await client.SendAsync(Message("secret"), TestContext.Current.CancellationToken);
        Assert.Equal("secret", Assert.Single(host.Received).Subject);
    }

    [Fact]
    public async Task A_client_changes_to_TLS_with_a_certificate_that_its_name_chooses()
    {
        using var certificate = TestCertificates.Create();
        string? asked = null;
        await using var host = await MailHost.StartAsync(connections: options => options.Tls = new()
        {
            ServerCertificateSelectionCallback = (_, name) =>
            {
                asked = name;
                return certificate;
            },
        });
        using var client = new SmtpClient { ServerCertificateValidationCallback = (_, _, _, _) => true };
        await client.ConnectAsync("localhost", host.MailPort, SecureSocketOptions.StartTls, TestContext.Current.CancellationToken);
        Assert.True(client.IsEncrypted);
        Assert.Equal("localhost", asked);
        await client.SendAsync(Message("secret"), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Behind_UseHttps_the_session_is_encrypted_and_knows_its_channel_binding()
    {
        using var certificate = TestCertificates.Create();
        await using var host = await MailHost.StartAsync(
            options => options.Users = Users(), before: listen => listen.UseHttps(certificate));
        using var client = await host.ConnectAsync(SecureSocketOptions.SslOnConnect);

        // PLUS proves that both ends see the same certificate.
        await client.AuthenticateAsync(new SaslMechanismScramSha256Plus("alice", "secret"), TestContext.Current.CancellationToken);
        await client.SendAsync(Message("secret"), TestContext.Current.CancellationToken);
        Assert.Equal("secret", Assert.Single(host.Received).Subject);
    }

    [Fact]
    public async Task Behind_UseHttps_a_protocol_that_asks_for_TLS_is_content()
    {
        using var certificate = TestCertificates.Create();
        await using var host = await MailHost.StartAsync(
            options =>
            {
                options.Protocol.RequireTls = true;
                options.Tls.Certificate = _certificates.WritePem(TestCertificates.Create());
            },
            before: listen => listen.UseHttps(certificate));
        using var client = await host.ConnectAsync(SecureSocketOptions.SslOnConnect);
        Assert.False(client.Capabilities.HasFlag(SmtpCapabilities.StartTLS));
        await client.SendAsync(Message("secret"), TestContext.Current.CancellationToken);
        Assert.Single(host.Received);
    }

    [Theory]
    [InlineData(SecureSocketOptions.None)]
    [InlineData(SecureSocketOptions.StartTls)]
    [InlineData(SecureSocketOptions.SslOnConnect)]
    public async Task Five_megabytes_arrive_unchanged(SecureSocketOptions security)
    {
        using var certificate = TestCertificates.Create();
        await using var host = await MailHost.StartAsync(
            options => options.Tls.Certificate = _certificates.WritePem(certificate),
            before: listen =>
            {
                if (security == SecureSocketOptions.SslOnConnect)
                    listen.UseHttps(certificate);
            });
        byte[] octets = new byte[3_800_000];
        new Random(1).NextBytes(octets);
        var message = Message("large");
        message.Body = new MimePart("application", "octet-stream")
        {
            Content = new MimeContent(new MemoryStream(octets)),
            ContentTransferEncoding = ContentEncoding.Base64,
        };
        using var client = await host.ConnectAsync(security);
        var sending = client.SendAsync(message, TestContext.Current.CancellationToken);
        Assert.EndsWith("messages", await host.GetAsync(), StringComparison.Ordinal);
        await sending;
        using var received = new MemoryStream();
        ((MimePart)Assert.Single(host.Received).Body!).Content!.DecodeTo(received, TestContext.Current.CancellationToken);
        Assert.Equal(octets, received.ToArray());
    }

    [Fact]
    public async Task Two_sessions_and_a_handler_that_blocks_do_not_wait_for_one_another()
    {
        using var gate = new ManualResetEventSlim();
        bool isFirst = true;
        await using var host = await MailHost.StartAsync(receive: (_, _, cancellationToken) =>
        {
            if (Interlocked.Exchange(ref isFirst, false))
                gate.Wait(cancellationToken);
            return new(Protocols.Smtp.SmtpMessageResult.Queued("x"));
        });
        using var blocked = await host.ConnectAsync(SecureSocketOptions.None);
        var waits = blocked.SendAsync(Message("first"), TestContext.Current.CancellationToken);
        while (Volatile.Read(ref isFirst))
            await Task.Delay(5, TestContext.Current.CancellationToken);
        using var other = await host.ConnectAsync(SecureSocketOptions.None);
        Assert.Equal(2, host.Server.Connections);
        await other.SendAsync(Message("second"), TestContext.Current.CancellationToken);
        Assert.False(waits.IsCompleted);
        gate.Set();
        await waits;
        Assert.Equal(["second", "first"], host.Received.Select(message => message.Subject));
    }

    [Fact]
    public async Task A_client_that_resets_its_connection_is_forgotten_and_the_next_one_served()
    {
        await using var host = await MailHost.StartAsync();
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync("127.0.0.1", host.MailPort, TestContext.Current.CancellationToken);
            await socket.ReceiveAsync(new byte[100], TestContext.Current.CancellationToken);
            await socket.SendAsync(Encoding.ASCII.GetBytes("EHLO client.example\r\nMAIL FROM:<a@example.org>\r\n"), TestContext.Current.CancellationToken);
            socket.Close(0);
        }

        while (host.Server.Connections > 0)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        using var client = await host.ConnectAsync(SecureSocketOptions.None);
        await client.SendAsync(Message("next"), TestContext.Current.CancellationToken);
        Assert.Single(host.Received);
    }

    private static MimeMessage Message(string subject)
    {
        var message = new MimeMessage { Subject = subject, Body = new TextPart("plain") { Text = "Hello" } };
        message.From.Add(new MailboxAddress("Alice", "alice@example.org"));
        message.To.Add(new MailboxAddress("Bob", "bob@example.org"));
        return message;
    }

    private string Users() => _certificates.Write("users", UserEntry.CreateScram("alice", "secret", ScramVerifier.LeastIterations));
}
