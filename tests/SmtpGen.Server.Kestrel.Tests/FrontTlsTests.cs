using System.Net.Security;
using System.Net.Sockets;
using SmtpGen.Runtime;
using SmtpGen.Server.Tests.TestProtocol;
using SmtpGen.Tests;

namespace SmtpGen.Server.Kestrel.Tests;

/// <summary>Sessions whose TLS Kestrel takes off: clocks, ends and stops work through it as they do without.</summary>
public sealed class FrontTlsTests
{
    [Fact]
    public async Task A_session_knows_what_protects_it()
    {
        await using var host = await HostAsync();
        using var client = await GreetedAsync(host);
        var security = Assert.Single(host.Sessions).Security;
        Assert.Equal("TLS1.3", security!.Protocol);
        Assert.StartsWith("TLS_", security.CipherSuite, StringComparison.Ordinal);
        Assert.Equal(TlsServerEndPoint.Of(host.Certificate), security.ServerEndPoint.ToArray());
    }

    [Fact]
    public async Task The_last_reply_and_the_end_come_at_once()
    {
        await using var host = await HostAsync(options => options.CloseTime = TimeSpan.FromDays(1));
        using var client = await GreetedAsync(host);
        await client.SendAsync("PING\r\nQUIT\r\n");
        Assert.Equal("200 pong", await client.LineAsync());
        Assert.Equal("221 bye", await client.LineAsync());
        Assert.Null(await client.LineAsync());
    }

    [Fact]
    public async Task An_idle_client_is_told_so_and_closed()
    {
        await using var host = await HostAsync(protocol: options => options.CommandWait = TimeSpan.FromMilliseconds(100));
        using var client = await GreetedAsync(host);
        Assert.Equal("421 Idle", await client.LineAsync());
        Assert.Null(await client.LineAsync());
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off()
    {
        await using var host = await HostAsync(options => options.SendTime = TimeSpan.FromMilliseconds(500));
        using var deaf = await GreetedAsync(host);
        await deaf.SendAsync("FLOOD\r\n");
        await host.UntilConnectionsAsync(0);
        Assert.InRange(await deaf.OctetsToEndAsync(), 0, PingMachine.FloodOctets - 1);
    }

    [Fact]
    public async Task A_body_under_way_is_kept_and_answered_when_the_host_stops()
    {
        await using var host = await HostAsync(options => options.StopGrace = TimeSpan.FromMinutes(1));
        using var client = await GreetedAsync(host);
        await client.SendAsync("BODY\r\nhalf ");
        Assert.Equal("354 go", await client.LineAsync());
        var stopped = host.StopAsync();
        await host.UntilStoppingAsync();
        await client.SendAsync("a line\r\n.\r\n");
        Assert.Equal("250 13", await client.LineAsync());
        Assert.Equal("421 Shutdown", await client.LineAsync());
        Assert.Null(await client.LineAsync());
        await stopped;
    }

    [Fact(Timeout = 300_000)]
    public async Task A_body_that_does_not_end_in_the_grace_time_is_cut_off_however_long_the_host_would_wait()
    {
        await using var host = await HostAsync(options => options.StopGrace = TimeSpan.FromMilliseconds(100));
        using var client = await GreetedAsync(host);
        await client.SendAsync("BODY\r\nhalf a line");
        Assert.Equal("354 go", await client.LineAsync());
        await host.StopAsync();
        Assert.Equal(0, await client.OctetsToEndAsync());
    }

    [Fact]
    public async Task No_protocol_of_the_web_is_offered()
    {
        await using var host = await HostAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.EndPoint, TestContext.Current.CancellationToken);
        await using var stream = new SslStream(socket.GetStream());
        var options = TestCertificates.AnyServer();
        options.ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];
        await stream.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        Assert.True(stream.NegotiatedApplicationProtocol.Protocol.IsEmpty);
    }

    [Fact]
    public async Task A_client_that_leaves_is_forgotten()
    {
        await using var host = await HostAsync();
        var client = await GreetedAsync(host);
        await host.UntilConnectionsAsync(1);
        client.Reset();
        await host.UntilConnectionsAsync(0);
        client.Dispose();
    }

    private static Task<FrontTlsHost> HostAsync(Action<ServerOptions>? configure = null, Action<PingOptions>? protocol = null) =>
        FrontTlsHost.StartAsync(configure, protocol);

    private static async Task<PingClient> GreetedAsync(FrontTlsHost host)
    {
        var client = await PingClient.ConnectTlsAsync(host.EndPoint, TestCertificates.AnyServer());
        Assert.Equal("220 ping", await client.LineAsync());
        return client;
    }
}
