using System.Net;
using System.Net.Sockets;
using SmtpGen.Runtime;
using SmtpGen.Server.Polling;

namespace SmtpGen.Server.Tests.Polling;

/// <summary>A socket that a loop polls, and the client's end.</summary>
internal sealed class PolledPair : IDisposable
{
    private readonly HandlerThreads _threads = new(10);
    private readonly PollLoops _loops;
    private readonly PolledListener _listener;
    private readonly Socket _listening;

    private PolledPair(Socket listening, TaskCompletionSource<PolledSocket> accepted)
    {
        _listening = listening;
        _loops = PollLoops.TryStart(_threads)!;
        _listener = new PolledListener(
            _loops, listening.SafeHandle, socket => accepted.TrySetResult(socket), _ => false, why => accepted.TrySetException(new IOException(why)));
        _listener.Start();
    }

    public PolledSocket Server { get; private set; } = null!;

    public Socket Client { get; } = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<PolledPair> ConnectAsync()
    {
        var listening = new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = false, NoDelay = true };
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        var accepted = new TaskCompletionSource<PolledSocket>(TaskCreationOptions.RunContinuationsAsynchronously);
        var pair = new PolledPair(listening, accepted);
        await pair.Client.ConnectAsync(listening.LocalEndPoint!, TestContext.Current.CancellationToken);
        pair.Server = await accepted.Task.WaitAsync(TestContext.Current.CancellationToken);
        return pair;
    }

    public void Dispose()
    {
        _listener.Stop();
        _listening.Dispose();
        Server?.Close();
        Client.Dispose();
        _loops.Stop();
        _threads.Dispose();
    }
}
