namespace SmtpGen.Server.Transport;

/// <summary>A way octets take between client and session: in plain text, or through TLS.</summary>
internal interface IChannel
{
    /// <summary>Whether octets can be had without waiting.</summary>
    bool HasOctets { get; }

    /// <summary>Whether receiving is worth trying before waiting.</summary>
    bool TriesFirst { get; }

    /// <summary>Waits until there is something to receive, the end included. Holds no memory of its own meanwhile.</summary>
    /// <returns>Zero; what was waited for must be received.</returns>
    /// <exception cref="WaitInterruptedException">It was interrupted; waiting again goes on where this ended.</exception>
    ValueTask<int> WaitAsync();

    /// <summary>Receives what there is.</summary>
    /// <returns>The number of octets; 0 at the end; <see cref="PlainChannel.NothingYet"/> when the wait was in vain.</returns>
    int TryReceive(Span<byte> into);

    /// <summary>Sends all; completes when it was handed to the network.</summary>
    /// <exception cref="IOException">The connection is lost.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> octets);

    /// <summary>Tells the client that nothing more will be sent. Does not fail when nobody is there to be told.</summary>
    ValueTask EndAsync();
}
