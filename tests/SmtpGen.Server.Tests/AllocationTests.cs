using System.Net.Security;
using System.Net.Sockets;
using SmtpGen.Server.Tests.TestProtocol;
using SmtpGen.Tests;

namespace SmtpGen.Server.Tests;

[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Commands = 5_000;

    private readonly byte[] _command = "PING\r\n"u8.ToArray();
    private readonly byte[] _reply = new byte[64];

    [Fact]
    public async Task Commands_allocate_next_to_nothing()
    {
        await using var server = await PingServer.StartAsync();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(server.Server.EndPoints[0]);
        using var stream = new NetworkStream(socket);
        AssertAllocatesNextToNothing(stream);
    }

    [Fact]
    public async Task Commands_through_TLS_allocate_next_to_nothing()
    {
        using var certificates = new TestCertificates();
        string path = certificates.WritePem(TestCertificates.Create());
        await using var server = await PingServer.StartAsync(options =>
        {
            options.Listen[0] += " tls";
            options.Tls.Certificate = path;
        });
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(server.Server.EndPoints[0]);
        using var stream = new SslStream(new NetworkStream(socket));
        stream.AuthenticateAsClient(TestCertificates.AnyServer());
        AssertAllocatesNextToNothing(stream);
    }

    private void AssertAllocatesNextToNothing(Stream stream)
    {
        stream.ReadExactly(_reply, 0, "220 ping\r\n".Length);
        Ping(stream);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        Ping(stream);
        long perCommand = (GC.GetTotalAllocatedBytes(precise: true) - before) / Commands;
        TestContext.Current.TestOutputHelper!.WriteLine($"{perCommand} B a command");
        Assert.InRange(perCommand, 0, PingServer.MostAllocatedPerCommand);
    }

    private void Ping(Stream stream)
    {
        for (int i = 0; i < Commands; i++)
        {
            stream.Write(_command);
            stream.ReadExactly(_reply, 0, "200 pong\r\n".Length);
        }
    }
}
