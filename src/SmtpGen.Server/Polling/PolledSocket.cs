using System.ComponentModel;
using System.Net;
using System.Runtime.InteropServices;
using SmtpGen.Server.Transport;

namespace SmtpGen.Server.Polling;

/// <summary>
/// A connected socket, and what is known of it: whether there may be something to receive, or room to send. Events come only when that
/// changes (epoll(7), edge-triggered), so a call that cannot succeed is made only where that is not known.
/// </summary>
internal sealed unsafe partial class PolledSocket : Polled
{
    private const uint Events = Libc.In | Libc.PeerClosed | Libc.EdgeTriggered;
    private const uint Endings = Libc.PeerClosed | Libc.HangUp | Libc.Error;

    private readonly PollLoop _loop;
    private readonly int _descriptor;
    private int _state;

    // The descriptor's number may be another's as soon as it is closed; so it is closed when nobody uses it.
    private int _uses = 1;

    public PolledSocket(PollLoop loop, int descriptor, EndPoint? remote)
    {
        _loop = loop;
        _descriptor = descriptor;
        RemoteEndPoint = remote;
    }

    [Flags]
    private enum State
    {
        None = 0,
        Readable = 1,
        Ended = 2,
        Waiting = 4,
        MayInterrupt = 8,
        Interrupted = 16,
        Closed = 32,
    }

    public EndPoint? RemoteEndPoint { get; }

    public EndPoint? LocalEndPoint => SocketAddress.OfSocket(_descriptor);

    /// <summary>Whether receiving is worth trying.</summary>
    public bool IsReadable => (Now & (State.Readable | State.Ended)) != 0;

    /// <summary>How many octets can be received at once.</summary>
    public int Available
    {
        get
        {
            int count = 0;
            return Libc.Control(_descriptor, Libc.Available, &count) == 0 ? count : 0;
        }
    }

    /// <summary>Whether the peer has closed its side, or the connection is broken. May be asked at any time, from any thread.</summary>
    public bool HasPeerEnded
    {
        get
        {
            if (!TryUse())
                return true;

            // The state is the first octet of the structure, of which the kernel gives as much as is asked for.
            byte state = 0;
            int length = 1;
            int result = Libc.GetOption(_descriptor, TcpState.LevelTcp, TcpState.TcpInfo, &state, &length);
            EndUse();
            return result != 0 || state != TcpState.Established;
        }
    }

    private State Now => (State)Volatile.Read(ref _state);

    /// <summary>Begins to be polled.</summary>
    /// <exception cref="Win32Exception">The system polls no more.</exception>
    public void BePolled() => _loop.Add(this, _descriptor, Events);

    /// <summary>Runs what begins with this socket: here, or where it may block.</summary>
    public void Start(SendOrPostCallback begin, object state)
    {
        if (_loop.HandsOver)
            _loop.Post(begin, state);
        else
            begin(state);
    }

    public override void Happen(uint events)
    {
        if ((events & (Libc.Out | Endings)) != 0)
            Volatile.Read(ref _room)?.Come();
        var added = ((events & Libc.In) != 0 ? State.Readable : 0) | ((events & Endings) != 0 ? State.Ended : 0);
        if (added != 0 && Add(added))
            Start(s_go, this);
    }

    /// <summary>Receives what there is.</summary>
    /// <returns>The number of octets; 0 at the end, also of a connection that is lost; <see cref="PlainChannel.NothingYet"/>.</returns>
    public int Receive(Span<byte> into)
    {
        // Before, so that what comes meanwhile is not missed.
        Interlocked.And(ref _state, ~(int)State.Readable);
        int count = Receive(into, flags: 0);
        if (count == into.Length)
            Interlocked.Or(ref _state, (int)State.Readable);
        return count;
    }

    /// <summary>Looks at what can be received, and leaves it there.</summary>
    public int Peek(Span<byte> into)
    {
        Interlocked.And(ref _state, ~(int)State.Readable);
        int count = Receive(into, Libc.Peek);
        if (count > 0)
            Interlocked.Or(ref _state, (int)State.Readable);
        return count;
    }

    /// <summary>Sends what there is room for.</summary>
    /// <returns>The number of octets; less than zero when the connection is lost.</returns>
    public int Send(ReadOnlySpan<byte> octets)
    {
        fixed (byte* from = octets)
        {
            while (true)
            {
                nint count = Libc.Send(_descriptor, from, octets.Length, Libc.NoSignal);
                if (count >= 0)
                    return (int)count;
                int error = Marshal.GetLastPInvokeError();
                if (error != Libc.Interrupted)
                    return error == Libc.TryAgain ? 0 : -1;
            }
        }
    }

    /// <summary>Tells the peer that nothing more will be sent.</summary>
    public void End() => _ = Libc.Shutdown(_descriptor, Libc.ShutdownWrite);

    /// <summary>Cuts the connection: whoever waits goes on. May be called at any time, from any thread.</summary>
    public void Abort()
    {
        if (!TryUse())
            return;

        // Connecting to nobody resets the connection and keeps the descriptor.
        byte* nobody = stackalloc byte[16];
        new Span<byte>(nobody, 16).Clear();
        _ = Libc.Connect(_descriptor, nobody, 16);
        EndUse();
        Volatile.Read(ref _room)?.Come();
        if (Add(State.Ended))
            ThreadPool.UnsafeQueueUserWorkItem(static socket => socket._wait.SetResult(0), this, preferLocal: false);
    }

    public void Close()
    {
        if (((State)Interlocked.Or(ref _state, (int)State.Closed) & State.Closed) != 0)
            return;
        _loop.Remove(this);
        EndUse();
    }

    private int Receive(Span<byte> into, int flags)
    {
        fixed (byte* first = into)
        {
            while (true)
            {
                nint count = Libc.Receive(_descriptor, first, into.Length, flags);
                if (count >= 0)
                    return (int)count;
                int error = Marshal.GetLastPInvokeError();
                if (error != Libc.Interrupted)
                    return error == Libc.TryAgain ? PlainChannel.NothingYet : 0;
            }
        }
    }

    private bool TryUse()
    {
        int uses = Volatile.Read(ref _uses);
        while (uses > 0)
        {
            int found = Interlocked.CompareExchange(ref _uses, uses + 1, uses);
            if (found == uses)
                return true;
            uses = found;
        }

        return false;
    }

    private void EndUse()
    {
        if (Interlocked.Decrement(ref _uses) == 0)
            _ = Libc.Close(_descriptor);
    }
}
