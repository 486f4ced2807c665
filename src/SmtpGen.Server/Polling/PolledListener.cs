using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SmtpGen.Server.Polling;

/// <summary>Accepts the connections of a listening socket, on the thread that leads a loop.</summary>
/// <param name="loops">What polls the connections.</param>
/// <param name="listener">The listening socket, which does not block.</param>
/// <param name="accepted">Takes each connection.</param>
/// <param name="isFull">Whether a descriptor, by its number, is one too many.</param>
/// <param name="failed">Told why none is accepted any more, until it is started again.</param>
internal sealed unsafe class PolledListener(
    PollLoops loops, SafeSocketHandle listener, Action<PolledSocket> accepted, Func<long, bool> isFull, Action<string> failed) : Polled
{
    /// <summary>Why a connection is refused where descriptors run out.</summary>
    public const string NoDescriptor = "no file descriptor is left for another connection";

    // Others have their turn after so many.
    private const int MostAtOnce = 16;

    private readonly PollLoop _loop = loops.Choose();
    private readonly Lock _lock = new();
    private bool _isListening;

    /// <summary>Begins to accept.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _loop.Add(this, Number, Libc.In);
            _isListening = true;
        }
    }

    /// <summary>Accepts no more, until it is started again.</summary>
    /// <returns>Whether it was accepting.</returns>
    public bool Stop()
    {
        lock (_lock)
        {
            bool wasListening = _isListening;
            if (wasListening)
                _loop.Remove(this, Number);
            _isListening = false;
            return wasListening;
        }
    }

    public override void Happen(uint events)
    {
        for (int i = 0; i < MostAtOnce && TryAccept(); i++)
        {
        }
    }

    private int Number => (int)listener.DangerousGetHandle();

    private bool TryAccept()
    {
        byte* address = stackalloc byte[SocketAddress.MostOctets];
        int length = SocketAddress.MostOctets;
        int descriptor = Accept(address, &length);
        if (descriptor < 0)
            return GoOn(-descriptor);
        var remote = SocketAddress.Read(new ReadOnlySpan<byte>(address, Math.Min(length, SocketAddress.MostOctets)));
        var socket = new PolledSocket(loops.Choose(), descriptor, remote);
        if (!isFull(descriptor) && TryPoll(socket))
        {
            accepted(socket);
            return true;
        }

        socket.Abort();
        socket.Close();
        Fail(NoDescriptor);
        return false;
    }

    // The socket is not closed meanwhile. Returns the descriptor, or the error as a number less than zero.
    private int Accept(byte* address, int* length)
    {
        lock (_lock)
        {
            if (!_isListening)
                return -Libc.TryAgain;
            int descriptor = Libc.Accept(Number, address, length, Libc.NonBlocking | Libc.CloseOnExec);
            return descriptor >= 0 ? descriptor : -Marshal.GetLastPInvokeError();
        }
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
            Fail(Marshal.GetPInvokeErrorMessage(error));
        return false;
    }

    private void Fail(string why)
    {
        if (Stop())
            failed(why);
    }
}
