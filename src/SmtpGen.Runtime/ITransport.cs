using System.Net;

namespace SmtpGen.Runtime;

/// <summary>
/// What a session needs of a connection: the seam between protocol and sockets. Whoever implements it owns the clocks:
/// it ends a wait that takes too long with an event.
/// </summary>
public interface ITransport
{
    /// <summary>The client's address; null where there is none.</summary>
    EndPoint? RemoteEndPoint { get; }

    /// <summary>The address the client connected to; null where there is none.</summary>
    EndPoint? LocalEndPoint { get; }

    /// <summary>What protects the connection; null while it is plain text.</summary>
    TransportSecurity? Security { get; }

    /// <summary>
    /// Whether the connection can be encrypted, or is. Where it cannot, <see cref="SecureAsync"/> is not called, and no command
    /// that leads there is offered.
    /// </summary>
    bool CanSecure => true;

    /// <summary>Whether the server stops: the session ends with <see cref="ServerEvent.Shutdown"/> before its next command.</summary>
    bool IsStopping => false;

    /// <summary>The connection is another client's from here on, which a trusted proxy named; null when that client is not known.</summary>
    /// <returns>False when that client may not have another connection; nothing has changed then.</returns>
    bool TryActFor(EndPoint? client) => true;

    /// <summary>
    /// Whether the client has closed or broken the connection, as far as that can be seen without reading: octets may still
    /// be there, and one that closed its side only may still read. May be asked at any time, from any thread.
    /// </summary>
    bool HasClientLeft => false;

    /// <summary>Waits for octets.</summary>
    /// <param name="wait">What is waited for, and how long.</param>
    /// <returns>
    /// The next octets, valid until the next call; or an event; or neither when the client has closed the connection.
    /// Asked again after the end it throws <see cref="IOException"/>.
    /// </returns>
    ValueTask<ReceivedOctets> ReceiveAsync(Wait wait);

    /// <summary>
    /// Ends the wait for octets, or the next one, with <see cref="ReceivedOctets.IsWoken"/>, so that the session sends what others
    /// gave it. May be called at any time, from any thread. Where it does nothing, that is sent when the client has said something.
    /// </summary>
    void Wake()
    {
    }

    /// <summary>Sends octets; completes when they were handed to the network. Throws <see cref="IOException"/> when the connection is lost.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> octets);

    /// <summary>
    /// Protects the connection from here on: the server's end of a TLS handshake. Octets that came in plain text are not
    /// handed on any more (CVE-2011-0411).
    /// </summary>
    /// <exception cref="IOException">The handshake failed; the connection is of no use any more and nothing may be sent.</exception>
    ValueTask SecureAsync();
}

/// <summary>What came from a connection.</summary>
/// <param name="Octets">The octets; empty with an event and at the end.</param>
/// <param name="Event">What happened instead; <see cref="ServerEvent.None"/> otherwise.</param>
/// <param name="IsWoken">Whether nothing came, but somebody called <see cref="ITransport.Wake"/>; the wait goes on with the next call.</param>
public readonly record struct ReceivedOctets(ReadOnlyMemory<byte> Octets, ServerEvent Event = ServerEvent.None, bool IsWoken = false);

/// <summary>What a session waits for, and how long.</summary>
/// <param name="Time">The longest wait.</param>
/// <param name="InBody">Whether the octets belong to a body, which a server finishes even when it stops.</param>
/// <param name="Line">
/// Tells the line under way, which has begun and not ended, from those before and after it; 0 where none has begun.
/// </param>
/// <param name="IsBodyOpen">Whether a body has begun of which more must come: now, or in the chunk of a later command.</param>
public readonly record struct Wait(TimeSpan Time, bool InBody, long Line = 0, bool IsBodyOpen = false);
