using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Server.Transport;

/// <summary>Octets in plain text, as the network carries them: what TLS and PROXY headers stand on.</summary>
internal abstract class PlainChannel : IChannel
{
    /// <summary>Received instead of a count: there are no octets, and there is no end.</summary>
    public const int NothingYet = -1;

    /// <summary>The other end's address; null where there is none.</summary>
    public abstract EndPoint? RemoteEndPoint { get; }

    /// <summary>The address of this end; null where there is none.</summary>
    public abstract EndPoint? LocalEndPoint { get; }

    /// <summary>The deadlines of the connection, set before anything else happens.</summary>
    public ConnectionClock Clock { get; set; } = null!;

    public abstract bool TriesFirst { get; }

    public abstract bool HasOctets { get; }

    /// <summary>Whether the other end has closed or broken the connection, octets that came before it or not.</summary>
    public abstract bool HasEnded { get; }

    /// <summary>Whether octets can still be received after <see cref="EndAsync"/>.</summary>
    public abstract bool ReceivesAfterEnd { get; }

    /// <summary>Whether an exception says that the connection is lost.</summary>
    public static bool IsLoss(Exception exception) => exception is SocketException or ObjectDisposedException or IOException;

    public ValueTask<int> WaitAsync() => WaitAsync(mayInterrupt: true);

    /// <summary>Waits until there is something to receive, the end included.</summary>
    /// <param name="mayInterrupt">Whether <see cref="Interrupt"/> ends it; otherwise that ends the next wait of which this is true.</param>
    public abstract ValueTask<int> WaitAsync(bool mayInterrupt);

    /// <summary>Ends the wait under way, or the next one. May be called at any time, from any thread, and runs nothing of the session there.</summary>
    public abstract void Interrupt();

    public abstract int TryReceive(Span<byte> into);

    /// <summary>Looks at what can be received, and leaves it there.</summary>
    public abstract int TryPeek(Span<byte> into);

    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> octets);

    public abstract ValueTask EndAsync();

    /// <summary>Runs what begins with the connection, where it may stay; returns when it waits for something at the latest.</summary>
    public abstract void Start(SendOrPostCallback begin, object state);

    /// <summary>Cuts the connection. May be called at any time, from any thread.</summary>
    public abstract void Abort();

    /// <summary>Gives the connection up in order.</summary>
    public abstract void Close();

    /// <summary>The exception that says that the connection was lost while sending.</summary>
    protected static IOException Lost(Exception? cause = null) => new("The connection was lost while sending.", cause);
}
