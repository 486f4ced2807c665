using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using SmtpGen.Server.Tests.TestProtocol;
using SmtpGen.Tests;

namespace SmtpGen.Server.Tests.Telemetry;

[Collection(nameof(TelemetryGroup))]
public sealed class SessionSpanTests : IDisposable
{
    private readonly SpanRecorder _spans = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _spans.Dispose();

    [Fact]
    public async Task A_session_is_a_span_with_both_ends_of_its_connection()
    {
        await using var server = await PingServer.StartAsync();
        using var client = await server.GreetedAsync();
        await client.SendAsync("QUIT\r\n");
        var span = await _spans.UntilAsync("ping session", Cancellation);
        Assert.Equal(ActivityKind.Server, span.Kind);
        Assert.Equal("SmtpGen.Server", span.Source.Name);
        Assert.Equal("ping", span.GetTagItem("network.protocol.name"));
        Assert.Equal("127.0.0.1", span.GetTagItem("network.peer.address"));
        Assert.InRange((int)span.GetTagItem("network.peer.port")!, 1, 65535);
        Assert.Equal("127.0.0.1", span.GetTagItem("server.address"));
        Assert.Equal(server.Server.EndPoints[0].Port, span.GetTagItem("server.port"));
        Assert.Null(span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.True(server.Sessions.TryPeek(out var session));
        Assert.Equal(span.Context, session.Trace);
    }

    [Fact]
    public async Task A_session_that_breaks_off_is_an_error()
    {
        await using var server = await PingServer.StartAsync();
        using (var client = await server.GreetedAsync())
            client.Reset();
        var span = await _spans.UntilAsync("ping session", Cancellation);
        Assert.Equal("connection_lost", span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }

    [Fact]
    public async Task A_session_is_no_part_of_the_span_that_the_server_was_started_in()
    {
        using var start = new Activity("start").Start();
        await using var server = await PingServer.StartAsync();
        using var client = await server.GreetedAsync();
        await client.SendAsync("QUIT\r\n");
        var span = await _spans.UntilAsync("ping session", Cancellation);
        Assert.Equal(default, span.ParentSpanId);
        Assert.NotEqual(start.TraceId, span.TraceId);
    }

    [Fact]
    public async Task What_a_handler_traces_is_a_part_of_its_session()
    {
        ActivitySpanId seen = default;
        await using var server = await PingServer.StartAsync(ask: _ =>
        {
            seen = Activity.Current?.SpanId ?? default;
            return default;
        });
        using var client = await server.GreetedAsync();
        await client.SendAsync("ASK\r\nQUIT\r\n");
        var span = await _spans.UntilAsync("ping session", Cancellation);
        Assert.Equal(span.SpanId, seen);
    }

    [Fact]
    public async Task A_session_over_pipes_is_a_span_of_whoever_accepted_it()
    {
        await using var server = await PingServer.StartAsync();
        Pipe input = new(), output = new();
        using var accepted = new Activity("accepted").Start();
        var served = server.Server.ServeAsync(new(new Duplex(input.Reader, output.Writer)) { RemoteEndPoint = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 99) });
        await input.Writer.WriteAsync("QUIT\r\n"u8.ToArray(), Cancellation);
        await served;
        var span = await _spans.UntilAsync("ping session", Cancellation);
        Assert.Equal("192.0.2.1", span.GetTagItem("network.peer.address"));
        Assert.Equal(accepted.SpanId, span.ParentSpanId);
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
