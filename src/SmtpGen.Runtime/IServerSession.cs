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
    /// The client's address; null before the session begins, or where there is none. A handler sets it where a trusted
    /// proxy names the client.
    /// </summary>
    EndPoint? RemoteEndPoint { get; set; }

    /// <summary>The address of the host at the other end of the connection, whoever it speaks for.</summary>
    EndPoint? ConnectedEndPoint { get; }

    /// <summary>The address the client connected to; null before the session begins, or where there is none.</summary>
    EndPoint? LocalEndPoint { get; }

    /// <summary>Told of failures that the client is only told of in general words.</summary>
    Action<Exception>? HandlerFailed { get; }

    /// <summary>What protects the connection; null while it is plain text.</summary>
    TransportSecurity? Security { get; }
}
