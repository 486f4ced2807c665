using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using SmtpGen.Server.Logging;
using SmtpGen.Server.Tests.TestProtocol;
using SmtpGen.Server.Transport;
using SmtpGen.Tests;

namespace SmtpGen.Server.Tests.Telemetry;

[Collection(nameof(TelemetryGroup))]
public sealed class HandshakeMetricTests : IDisposable
{
    private readonly MetricRecorder _metrics = new();
    private readonly SpanRecorder _spans = new();
    private readonly TestCertificates _certificates = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _metrics.Dispose();
        _spans.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task A_handshake_counts_by_its_version_and_its_octets_too()
    {
        await using var server = await StartAsync();
        using var socket = await ConnectAsync(server);
        await using var stream = new SslStream(new NetworkStream(socket));
        var options = TestCertificates.AnyServer();
        options.EnabledSslProtocols = SslProtocols.Tls12;
        await stream.AuthenticateAsClientAsync(options, Cancellation);
        await stream.WriteAsync("QUIT\r\n"u8.ToArray(), Cancellation);
        using var reader = new StreamReader(stream);
        Assert.Equal("220 ping\r\n221 bye\r\n", await reader.ReadToEndAsync(Cancellation));
        Assert.Equal(1, _metrics.Sum("smtpgen.tls.handshakes", "tls.protocol.version=1.2"));
        Assert.Equal(1, _metrics.Sum("smtpgen.tls.handshakes"));

        // The certificate alone is longer.
        Assert.InRange(_metrics.Sum("smtpgen.io", "network.io.direction=transmit"), 500, 10_000);
        Assert.Equal("1.2", (await _spans.UntilAsync("ping session", Cancellation)).GetTagItem("tls.protocol.version"));
    }

    [Fact]
    public async Task What_is_not_a_handshake_counts_by_its_error()
    {
        await using var server = await StartAsync();
        using var client = await server.ConnectAsync();
        await client.SendAsync("EHLO this.is.not.tls\r\n");
        await client.OctetsToEndAsync();
        var failed = await _metrics.UntilAsync("smtpgen.tls.handshakes", Cancellation);
        Assert.StartsWith("error.type=", Assert.Single(failed.Tags), StringComparison.Ordinal);
        Assert.NotEqual("error.type=timeout", failed.Tags[0]);
    }

    [Fact]
    public async Task A_handshake_that_takes_too_long_says_so()
    {
        await using var server = await StartAsync(TimeSpan.FromMilliseconds(200));
        using var client = await server.ConnectAsync();
        await client.OctetsToEndAsync();
        Assert.Equal(["error.type=timeout"], (await _metrics.UntilAsync("smtpgen.tls.handshakes", Cancellation)).Tags);
    }

    [Fact]
    public async Task Handshakes_that_wait_for_their_turn_are_observed()
    {
        using var go = new ManualResetEventSlim();
        int taken = 0, left = 0;
        for (int i = 0; i < Environment.ProcessorCount; i++)
        {
            new HandshakeTurn(ClientNetwork.Of(new IPEndPoint(IPAddress.Loopback, 1))).UnsafeOnCompleted(() =>
            {
                Interlocked.Increment(ref taken);
                go.Wait(Cancellation);
                Interlocked.Increment(ref left);
            });
        }

        // One client has one turn at a time, so that all others of its wait.
        while (Volatile.Read(ref taken) == 0)
            await Task.Delay(5, Cancellation);
        Assert.Equal(Environment.ProcessorCount - 1, _metrics.Observe("smtpgen.handshakes.waiting"));
        go.Set();
        while (Volatile.Read(ref left) < Environment.ProcessorCount)
            await Task.Delay(5, Cancellation);
    }

    [Fact]
    public async Task Entries_that_wait_for_their_log_are_observed()
    {
        using var written = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        var queue = new LogQueue<int>(
            _ =>
            {
                written.Release();
                go.Wait(Cancellation);
            },
            _ => { });
        double before = _metrics.Observe("smtpgen.log.waiting");
        queue.Add(1);
        await written.WaitAsync(Cancellation);
        queue.Add(2);
        queue.Add(3);
        Assert.Equal(before + 2, _metrics.Observe("smtpgen.log.waiting"));
        go.Set();
        Assert.True(await queue.FlushAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(before, _metrics.Observe("smtpgen.log.waiting"));
    }

    private async Task<PingServer> StartAsync(TimeSpan? time = null)
    {
        string path = _certificates.WritePem(TestCertificates.Create());
        return await PingServer.StartAsync(options =>
        {
            options.Listen[0] += " tls";
            options.Tls.Certificate = path;
            options.HandshakeTime = time ?? options.HandshakeTime;
        });
    }

    private static async Task<Socket> ConnectAsync(PingServer server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Server.EndPoints[0], Cancellation);
        return socket;
    }
}
