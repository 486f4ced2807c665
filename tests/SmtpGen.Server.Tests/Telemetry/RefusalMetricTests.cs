using System.Net.Sockets;
using System.Text;
using SmtpGen.Server.Tests.TestProtocol;
using SmtpGen.Tests;

namespace SmtpGen.Server.Tests.Telemetry;

[Collection(nameof(TelemetryGroup))]
public sealed class RefusalMetricTests : IDisposable
{
    private readonly MetricRecorder _metrics = new();

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task Too_many_connections()
    {
        await using var server = await PingServer.StartAsync(options => options.MaxConnections = 1);
        using var first = await server.GreetedAsync();
        using var second = await server.ConnectAsync();
        Assert.Equal("421 TooManyConnections", await second.LineAsync());
        AssertRefused("too_many");
        Assert.Equal(1, _metrics.Sum("smtpgen.sessions.active"));
        Assert.Equal(1, _metrics.Sum("smtpgen.replies", "smtpgen.reply.code=421"));
    }

    [Fact]
    public async Task A_client_that_talks_first()
    {
        await using var server = await PingServer.StartAsync(options => options.GreetingDelay = TimeSpan.FromMilliseconds(200));
        using var client = await server.ConnectAsync();
        await client.SendAsync("PING\r\n");
        Assert.Equal("421 TalksFirst", await client.LineAsync());
        AssertRefused("talks_first");
        Assert.Empty(_metrics.Of("smtpgen.sessions.active"));
    }

    [Theory]
    [InlineData("10.0.0.1", "", "proxy_not_trusted")]
    [InlineData("127.0.0.1", "GET / HTTP/1.1\r\n\r\n", "proxy_malformed")]
    [InlineData("127.0.0.1", "PROXY ", "proxy_missing")]
    public async Task A_proxy(string trusted, string sent, string reason)
    {
        await using var server = await PingServer.StartAsync(options =>
        {
            options.Listen[0] += " proxy";
            options.TrustedProxies.Add(trusted);
            options.HandshakeTime = TimeSpan.FromMilliseconds(300);
        });
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await client.ConnectAsync(server.Server.EndPoints[0], TestContext.Current.CancellationToken);
            await client.SendAsync(Encoding.ASCII.GetBytes(sent), TestContext.Current.CancellationToken);
        }
        catch (SocketException)
        {
            // It was closed already.
        }

        await _metrics.UntilAsync("smtpgen.connections.refused", TestContext.Current.CancellationToken);
        AssertRefused(reason);
    }

    private void AssertRefused(string reason)
    {
        Assert.Equal(1, _metrics.Sum("smtpgen.connections.refused", "smtpgen.reason=" + reason));
        Assert.Equal(1, _metrics.Sum("smtpgen.connections.refused"));
    }
}
