using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using SmtpGen.Server.Tests.TestProtocol;

namespace SmtpGen.Server.Kestrel.Tests;

public sealed class AddressTests
{
    [Theory]
    [InlineData("[::ffff:192.0.2.7]:4000", "192.0.2.7:4000")]
    [InlineData("[2001:db8::7]:4000", "[2001:db8::7]:4000")]
    [InlineData("192.0.2.7:4000", "192.0.2.7:4000")]
    public async Task An_address_of_IPv4_is_one_however_Kestrel_listens(string accepted, string seen)
    {
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var connections = new ConnectionBuilder(services);
        PingSession? session = null;
        await using var server = connections.UseProtocol(_ => session = new PingSession(new PingOptions()));
        var (fromClient, toClient) = (new Pipe(), new Pipe());
        await using var connection = new DefaultConnectionContext(
            "1", new Duplex(fromClient.Reader, toClient.Writer), new Duplex(toClient.Reader, fromClient.Writer))
        {
            RemoteEndPoint = IPEndPoint.Parse(accepted),
            LocalEndPoint = IPEndPoint.Parse(accepted),
        };
        var served = connections.Build()(connection);
        await toClient.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(seen, session!.RemoteEndPoint!.ToString());
        Assert.Equal(seen, session.LocalEndPoint!.ToString());
        await fromClient.Writer.CompleteAsync();
        await served;
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
