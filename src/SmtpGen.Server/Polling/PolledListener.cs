using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SmtpGen.Server.Polling;

/// <summary>Accepts the connections of a listening socket, on the thread that leads a loop.</summary>
/// <param name="loops">What polls the connections.</param>
/// <param name="listener">The listening socket, which does not block.</param>
/// <param name="accepted">Takes each connection.</param>
/// <param name="isFull">Whether a descriptor, by its number, is one too many.</param>
/// <param name="failed">Told why none can be accepted for a while.</param>
internal sealed unsafe class PolledListener(
    PollLoops loops, SafeSocketHandle listener, Action<PolledSocket> accepted, Func<long, bool> isFull, Action<string> failed) : Polled
{
    /// <summary>Why a connection is refused where descriptors run out.</summary>
    public const string NoDescriptor = "no file descriptor is left for another connection";

    // Others have their turn after so many.
    private const int MostAtOnce = 16;

    private readonly PollLoop _loop = loops.Choose();

    /// <summary>Begins to accept.</summary>
    public void Start() => _loop.Add(this, Number, Libc.In);

    /// <summary>Accepts no more, until it is started again.</summary>
    public void Stop() => _loop.Remove(this, Number);

    public override void Happen(uint events)
    {
        bool isUsed = false;
        try
        {
            listener.DangerousAddRef(ref isUsed);
            for (int i = 0; i < MostAtOnce && TryAccept(); i++)
            {
            }
        }
        catch (ObjectDisposedException)
        {
            // It is closed.
        }
        finally
        {
            if (isUsed)
                listener.DangerousRelease();
        }
    }

    private int Number => (int)listener.DangerousGetHandle();

    private bool TryAccept()
    {
        byte* address = stackalloc byte[SocketAddress.MostOctets];
        int length = SocketAddress.MostOctets;
        int descriptor = Libc.Accept(Number, address, &length, Libc.NonBlocking | Libc.CloseOnExec);
        if (descriptor < 0)
            return GoOn(Marshal.GetLastPInvokeError());
        var remote = SocketAddress.Read(new ReadOnlySpan<byte>(address, Math.Min(length, SocketAddress.MostOctets)));
        var socket = new PolledSocket(loops.Choose(), descriptor, remote);
        if (!isFull(descriptor) && TryPoll(socket))
        {
            accepted(socket);
            return true;
        }

        socket.Abort();
        socket.Close();
        failed(NoDescriptor);
        return false;
    }

    private static bool TryPoll(PolledSocket socket)
    {
        try
        {
            socket.BePolled();
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private bool GoOn(int error)
    {
        if (error == Libc.Interrupted || Libc.IsOfConnection(error))
            return true;
        if (error != Libc.TryAgain)
            failed(Marshal.GetPInvokeErrorMessage(error));
        return false;
    }
}
