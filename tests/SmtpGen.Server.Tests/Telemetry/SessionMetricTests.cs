using System.Net.Sockets;
using System.Text;
using SmtpGen.Server.Tests.TestProtocol;
using SmtpGen.Tests;

namespace SmtpGen.Server.Tests.Telemetry;

[Collection(nameof(TelemetryGroup))]
public sealed class SessionMetricTests : IDisposable
{
    private const string Input = "PING\r\nNONSENSE\r\nBODY\r\nsome text\r\n.\r\nPING\r\nQUIT\r\n";

    private readonly MetricRecorder _metrics = new();

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task Octets_are_those_that_the_client_sent_and_received()
    {
        await using var server = await PingServer.StartAsync();
        string output = await ConverseAsync(server, Input);
        await server.UntilConnectionsAsync(0);
        Assert.Equal(Input.Length, _metrics.Sum("smtpgen.io", "network.io.direction=receive"));
        Assert.Equal(output.Length, _metrics.Sum("smtpgen.io", "network.io.direction=transmit"));
    }

    [Fact]
    public async Task Octets_that_wait_for_a_slow_client_are_counted_once()
    {
        await using var server = await PingServer.StartAsync();
        using var client = await server.GreetedAsync();
        await client.SendAsync("FLOOD\r\nQUIT\r\n");

        // More than fits into the buffers of both ends.
        await Task.Delay(500, TestContext.Current.CancellationToken);
        long received = "220 ping\r\n".Length + await client.OctetsToEndAsync();
        await server.UntilConnectionsAsync(0);
        Assert.InRange(received, PingMachine.FloodOctets, long.MaxValue);
        Assert.Equal(received, _metrics.Sum("smtpgen.io", "network.io.direction=transmit"));
    }

    [Fact]
    public async Task Replies_by_code_are_those_that_the_client_saw()
    {
        await using var server = await PingServer.StartAsync();
        string output = await ConverseAsync(server, Input);
        string[] seen = [.. output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line[..3]).Order(StringComparer.Ordinal)];
        Assert.Equal(["200", "200", "220", "221", "250", "354", "500"], seen);
        foreach (var code in seen.CountBy(code => code))
            Assert.Equal(code.Value, _metrics.Sum("smtpgen.replies", "smtpgen.reply.code=" + code.Key, "network.protocol.name=ping"));
        Assert.Equal(seen.Length, _metrics.Sum("smtpgen.replies"));
        Assert.Equal(2, _metrics.Sum("smtpgen.replies", "smtpgen.command=PING", "smtpgen.state=Only", "smtpgen.reply.name=200 pong"));
    }

    [Fact]
    public async Task Sessions_under_way_go_back_to_none()
    {
        await using var server = await PingServer.StartAsync();
        using (var first = await server.GreetedAsync())
        {
            using var second = await server.GreetedAsync();
            Assert.Equal(2, _metrics.Sum("smtpgen.sessions.active", "network.protocol.name=ping"));
            await first.SendAsync("QUIT\r\n");
            await second.SendAsync("QUIT\r\n");
        }

        await server.UntilConnectionsAsync(0);
        Assert.Equal(0, _metrics.Sum("smtpgen.sessions.active"));
        var durations = _metrics.Of("smtpgen.session.duration");
        Assert.Equal(2, durations.Count);
        Assert.All(durations, duration => Assert.InRange(duration.Value, 1e-6, 60));
        Assert.All(durations, duration => Assert.Equal(["network.protocol.name=ping"], duration.Tags));
    }

    [Theory]
    [InlineData("PING\r\n")]
    [InlineData("BODY\r\nhalf a")]
    public async Task A_client_that_leaves_has_broken_off(string sent)
    {
        await using var server = await PingServer.StartAsync();
        using (var client = await server.GreetedAsync())
        {
            await client.SendAsync(sent);
            await client.LineAsync();
            client.Reset();
        }

        await server.UntilConnectionsAsync(0);
        Assert.Single(_metrics.Of("smtpgen.session.duration", "error.type=connection_lost"));
        Assert.Equal(0, _metrics.Sum("smtpgen.sessions.active"));
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off()
    {
        await using var server = await PingServer.StartAsync(options => options.SendTime = TimeSpan.FromMilliseconds(100));
        using var client = await server.GreetedAsync();
        await client.SendAsync("FLOOD\r\n");
        await server.UntilConnectionsAsync(0);
        Assert.Single(_metrics.Of("smtpgen.session.duration", "error.type=cut_off"));
    }

    [Fact]
    public async Task A_session_that_began_unseen_does_not_make_the_number_too_small()
    {
        _metrics.Dispose();
        await using var server = await PingServer.StartAsync();
        using var client = await server.GreetedAsync();
        using var late = new MetricRecorder();
        await client.SendAsync("QUIT\r\n");
        await server.UntilConnectionsAsync(0);
        Assert.Empty(late.Of("smtpgen.sessions.active"));
    }

    private static async Task<string> ConverseAsync(PingServer server, string input)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Server.EndPoints[0], TestContext.Current.CancellationToken);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(input), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
