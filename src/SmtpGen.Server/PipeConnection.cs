using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using SmtpGen.Runtime;

namespace SmtpGen.Server;

/// <summary>A connection that another server has accepted, for <see cref="Hosting.ProtocolServer.ServeAsync"/>.</summary>
/// <param name="pipe">The connection's octets: what the client sends, and what it is sent.</param>
public sealed class PipeConnection(IDuplexPipe pipe)
{
    /// <summary>The connection's octets. Both directions are completed when the session is over.</summary>
    public IDuplexPipe Pipe { get; } = pipe;

    /// <summary>The client's address; null where there is none.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>The address the client connected to; null where there is none.</summary>
    public EndPoint? LocalEndPoint { get; init; }

    /// <summary>
    /// The TLS that the other server has taken off, see <see cref="Certificates.TlsSecurity"/>; null where the pipe carries what the
    /// network does.
    /// </summary>
    public TransportSecurity? Security { get; init; }

    /// <summary>Whether the connection begins with TLS (RFC 8314 section 3), which is not taken off yet.</summary>
    public bool IsTls { get; init; }

    /// <summary>Whether a PROXY header comes before anything else.</summary>
    public bool IsProxied { get; init; }

    /// <summary>How TLS handshakes are made; null: with the certificate of <see cref="ServerOptions.Tls"/>.</summary>
    public SslServerAuthenticationOptions? Tls { get; init; }

    /// <summary>Cuts the connection, so that whoever reads or writes its pipe goes on. May be called at any time, from any thread.</summary>
    public Action? Abort { get; init; }

    /// <summary>Cancelled when the client has closed its side, or the connection is broken.</summary>
    public CancellationToken Closed { get; init; }

    /// <summary>Cancelled when the session must end before its next command.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>
    /// The socket that the octets come from, which is asked only whether the client has left; null where there is none. It sees a
    /// client's end that waits for the pipe to have room.
    /// </summary>
    public Socket? Socket { get; init; }
}
