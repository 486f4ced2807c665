using System.Net;
using SmtpGen.Runtime;

namespace SmtpGen.Testing.Faults;

/// <summary>A connection that can be cut on purpose.</summary>
internal class CuttableTransport : ITransport
{
    private ITransport? _connection;

    /// <summary>Whether it was cut.</summary>
    public bool IsCut { get; private set; }

    public EndPoint? RemoteEndPoint => _connection?.RemoteEndPoint;

    public EndPoint? LocalEndPoint => _connection?.LocalEndPoint;

    public TransportSecurity? Security => _connection?.Security;

    public bool CanSecure => Connection.CanSecure;

    public bool IsStopping => Connection.IsStopping;

    public bool HasClientLeft => _connection?.HasClientLeft == true;

    private ITransport Connection => _connection ?? throw new InvalidOperationException("The session has no connection yet.");

    /// <summary>Stands between the session and its connection from here on.</summary>
    public ITransport Around(ITransport connection)
    {
        _connection = connection;
        return this;
    }

    public void Wake() => Connection.Wake();

    public bool TryActFor(EndPoint? client) => Connection.TryActFor(client);

    /// <summary>Lets nothing more through in either direction.</summary>
    public virtual void Cut() => IsCut = true;

    public virtual ValueTask<ReceivedOctets> ReceiveAsync(Wait wait)
    {
        ThrowIfCut();
        return Connection.ReceiveAsync(wait);
    }

    public virtual ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        ThrowIfCut();
        return Connection.SendAsync(octets);
    }

    public virtual ValueTask SecureAsync()
    {
        ThrowIfCut();
        return Connection.SecureAsync();
    }

    protected void ThrowIfCut()
    {
        if (IsCut)
            throw new IOException("The connection was cut on purpose.");
    }
}
