using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpGen.Server.Hosting;
using SmtpGen.Server.Tests.TestProtocol;
using SmtpGen.Server.Transport;

namespace SmtpGen.Server.Tests;

/// <summary>Connections that another server accepts, here in memory.</summary>
public sealed class PipeTests : IAsyncDisposable, ISessionFactory
{
    private readonly PingServerOptions _options = new() { ClockInterval = TimeSpan.FromMilliseconds(20) };
    private readonly Pipe _fromClient = new();
    private readonly Pipe _toClient = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ProtocolServer _server;

    public PipeTests()
    {
        _options.LeaveListeningTo("a test");
        _server = new ProtocolServer(_options, this, NullLogger.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public SessionLease Create() => new(new PingSession(_options.Protocol));

    public ValueTask DisposeAsync()
    {
        _closed.Dispose();
        _stopping.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task A_session_is_served_and_both_pipes_are_completed()
    {
        await _server.StartAsync(Cancellation);
        var served = _server.ServeAsync(Connection());
        await SendAsync("PING\r\nQUIT\r\n");
        using var reader = new StreamReader(_toClient.Reader.AsStream());
        Assert.Equal("220 ping\r\n200 pong\r\n221 bye\r\n", await reader.ReadToEndAsync(Cancellation));
        await served;
        Assert.True((await _fromClient.Writer.FlushAsync(Cancellation)).IsCompleted);
        Assert.False(_aborted.Task.IsCompleted);
    }

    [Fact]
    public async Task A_connection_waits_for_the_start()
    {
        _ = _server.ServeAsync(Connection());
        Assert.False(_toClient.Reader.TryRead(out _));
        await _server.StartAsync(Cancellation);
        Assert.StartsWith("220", await ReadAsync(), StringComparison.Ordinal);
        Assert.Equal(1, _server.Connections);
    }

    [Fact]
    public async Task After_the_stop_a_connection_is_cut()
    {
        await _server.StartAsync(Cancellation);
        await _server.StopAsync(Cancellation);
        await _server.ServeAsync(Connection());
        Assert.True(_aborted.Task.IsCompleted);
    }

    [Fact]
    public async Task A_server_that_stops_before_its_start_cuts_those_that_wait()
    {
        var served = _server.ServeAsync(Connection());
        await _server.StopAsync(Cancellation);
        await served;
        Assert.True(_aborted.Task.IsCompleted);
    }

    [Fact]
    public async Task One_connection_can_be_told_to_end()
    {
        await _server.StartAsync(Cancellation);
        var served = _server.ServeAsync(Connection());
        Assert.Equal("220 ping\r\n", await ReadAsync());
        await _stopping.CancelAsync();
        Assert.Equal("421 Shutdown\r\n", await ReadAsync());
        await served;
    }

    [Fact]
    public async Task Last_octets_that_nobody_reads_are_cut_off()
    {
        _options.SendTime = TimeSpan.FromMilliseconds(200);
        await _server.StartAsync(Cancellation);
        var served = _server.ServeAsync(Connection());
        await SendAsync("QUIT\r\n");
        await served;
        await _aborted.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public void A_client_has_left_when_the_other_server_says_so()
    {
        var transport = new ConnectionTransport(new PipeChannel(Connection()), _options);
        Assert.False(transport.HasClientLeft);
        _closed.Cancel();
        Assert.True(transport.HasClientLeft);
    }

    private PipeConnection Connection() => new(new Duplex(_fromClient.Reader, _toClient.Writer))
    {
        Abort = () => _aborted.TrySetResult(),
        Closed = _closed.Token,
        Stopping = _stopping.Token,
    };

    private async Task SendAsync(string octets) => await _fromClient.Writer.WriteAsync(Encoding.ASCII.GetBytes(octets), Cancellation);

    private async Task<string> ReadAsync()
    {
        var read = await _toClient.Reader.ReadAsync(Cancellation);
        string text = Encoding.ASCII.GetString(read.Buffer);
        _toClient.Reader.AdvanceTo(read.Buffer.End);
        return text;
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
