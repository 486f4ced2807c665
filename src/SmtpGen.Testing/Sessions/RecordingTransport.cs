using System.Net;
using SmtpGen.Runtime;

namespace SmtpGen.Testing.Sessions;

/// <summary>A connection that writes down what is said over it, and can be cut.</summary>
internal sealed class RecordingTransport(SessionTranscript transcript) : ITransport
{
    private ITransport? _connection;
    private bool _isCut;

    public EndPoint? RemoteEndPoint => _connection?.RemoteEndPoint;

    public EndPoint? LocalEndPoint => _connection?.LocalEndPoint;

    public TransportSecurity? Security => _connection?.Security;

    public bool CanSecure => Connection.CanSecure;

    public bool IsStopping => Connection.IsStopping;

    private ITransport Connection => _connection ?? throw new InvalidOperationException("The session has no connection yet.");

    public RecordingTransport Around(ITransport connection)
    {
        _connection = connection;
        return this;
    }

    public bool HasClientLeft => _connection?.HasClientLeft == true;

    public void Wake() => Connection.Wake();

    public bool TryActFor(EndPoint? client) => Connection.TryActFor(client);

    /// <summary>Lets nothing more through in either direction, and returns what whoever tries will be told.</summary>
    public IOException Cut()
    {
        if (!_isCut)
            transcript.Note("the connection is cut on purpose");
        _isCut = true;
        return new IOException("The connection was cut on purpose.");
    }

    public async ValueTask<ReceivedOctets> ReceiveAsync(Wait wait)
    {
        ThrowIfCut();
        var received = await Connection.ReceiveAsync(wait).ConfigureAwait(false);
        if (received.IsWoken)
            return received;
        transcript.Add(SessionTranscript.Client, received.Octets.Span);
        if (received.Event != ServerEvent.None)
            transcript.Note(received.Event.ToString());
        else if (received.Octets.IsEmpty)
            transcript.Note("the client has closed the connection");
        return received;
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        ThrowIfCut();
        transcript.Add(SessionTranscript.Server, octets.Span);
        return Connection.SendAsync(octets);
    }

    public async ValueTask SecureAsync()
    {
        ThrowIfCut();
        try
        {
            await Connection.SecureAsync().ConfigureAwait(false);
            transcript.Note("the connection is encrypted");
        }
        catch (IOException exception)
        {
            transcript.Note($"the TLS handshake failed: {exception.Message}");
            throw;
        }
    }

    private void ThrowIfCut()
    {
        if (_isCut)
            throw Cut();
    }
}
