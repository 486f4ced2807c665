using System.Net.Sockets;

namespace SmtpGen.Server.Transport;

/// <summary>Octets in plain text, as the network carries them: what TLS and PROXY headers stand on.</summary>
internal abstract class PlainChannel : IChannel
{
    /// <summary>Received instead of a count: there are no octets, and there is no end.</summary>
    public const int NothingYet = -1;

    public abstract bool TriesFirst { get; }

    public abstract bool HasOctets { get; }

    /// <summary>Whether the other end has closed or broken the connection, octets that came before it or not.</summary>
    public abstract bool HasEnded { get; }

    /// <summary>Whether octets can still be received after <see cref="EndAsync"/>.</summary>
    public abstract bool ReceivesAfterEnd { get; }

    /// <summary>Whether an exception says that the connection is lost.</summary>
    public static bool IsLoss(Exception exception) => exception is SocketException or ObjectDisposedException or IOException;

    public abstract ValueTask<int> WaitAsync(CancellationToken cancellationToken);

    public abstract int TryReceive(byte[] into);

    /// <inheritdoc cref="TryReceive(byte[])"/>
    public abstract int TryReceive(Span<byte> into);

    /// <summary>Looks at what can be received, and leaves it there.</summary>
    public abstract int TryPeek(Span<byte> into);

    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> octets);

    public abstract ValueTask EndAsync();

    /// <summary>Cuts the connection. May be called at any time, from any thread.</summary>
    public abstract void Abort();

    /// <summary>Gives the connection up in order.</summary>
    public abstract void Close();

    /// <summary>The exception that says that the connection was lost while sending.</summary>
    protected static IOException Lost(Exception? cause = null) => new("The connection was lost while sending.", cause);
}
