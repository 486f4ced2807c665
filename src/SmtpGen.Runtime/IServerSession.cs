using System.Diagnostics;
using System.Net;

namespace SmtpGen.Runtime;

/// <summary>What a handler may know of its session, whatever the protocol.</summary>
public interface IServerSession
{
    /// <summary>The name of the protocol that is spoken, as in its specification.</summary>
    string Protocol { get; }

    /// <summary>The configuration that all protocols share.</summary>
    ProtocolOptions Configuration { get; }

    /// <summary>
    /// The client's address, see <see cref="TryActFor"/>; null before the session begins, or where there is none.
    /// </summary>
    EndPoint? RemoteEndPoint { get; }

    /// <summary>The address of the host at the other end of the connection, whoever it speaks for.</summary>
    EndPoint? ConnectedEndPoint { get; }

    /// <summary>
    /// The address the client connected to; null before the session begins, or where there is none. A handler sets it where
    /// a trusted proxy says so.
    /// </summary>
    EndPoint? LocalEndPoint { get; set; }

    /// <summary>The session goes on for another client, which a trusted proxy names: limits and logs take it for the connection's own.</summary>
    /// <param name="client">The client's address; null when it is not known.</param>
    /// <returns>False when that client may not have another connection; nothing has changed then.</returns>
    bool TryActFor(EndPoint? client);

    /// <summary>Told of failures that the client is only told of in general words.</summary>
    Action<Exception>? HandlerFailed { get; }

    /// <summary>Whether the client has closed or broken the connection, see <see cref="ITransport.HasClientLeft"/>.</summary>
    bool HasClientLeft => false;

    /// <summary>The span of the session, for spans that belong to it; default where nobody traces.</summary>
    ActivityContext Trace => default;

    /// <summary>What protects the connection; null while it is plain text.</summary>
    TransportSecurity? Security { get; }
}
