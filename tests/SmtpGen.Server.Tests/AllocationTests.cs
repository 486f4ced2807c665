using System.Net.Sockets;
using SmtpGen.Server.Tests.TestProtocol;

namespace SmtpGen.Server.Tests;

[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Commands = 5_000;

    // An unoptimized build allocates its state machines; a block or line that is not pooled would be far more.
    private const long MostPerCommand = 1_024;

    private readonly byte[] _reply = new byte[64];

    [Fact]
    public async Task Commands_allocate_next_to_nothing()
    {
        await using var server = await PingServer.StartAsync();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(server.Server.EndPoints[0]);
        Assert.Equal("220 ping\r\n".Length, socket.Receive(_reply));
        Ping(socket);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        Ping(socket);
        long perCommand = (GC.GetTotalAllocatedBytes(precise: true) - before) / Commands;
        TestContext.Current.TestOutputHelper!.WriteLine($"{perCommand} B a command");
        Assert.InRange(perCommand, 0, MostPerCommand);
    }

    private void Ping(Socket socket)
    {
        for (int i = 0; i < Commands; i++)
        {
            socket.Send("PING\r\n"u8);
            for (int received = 0; received < "200 pong\r\n".Length;)
                received += socket.Receive(_reply);
        }
    }
}
