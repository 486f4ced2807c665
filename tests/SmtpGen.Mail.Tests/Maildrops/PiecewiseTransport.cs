using System.Net;
using System.Text;
using SmtpGen.Runtime;

namespace SmtpGen.Mail.Tests.Maildrops;

/// <summary>A connection on which these pieces arrive one after the other, and then it ends.</summary>
internal sealed class PiecewiseTransport(IEnumerable<byte[]> pieces) : ITransport
{
    private readonly Queue<byte[]> _pieces = new(pieces);
    private readonly StringBuilder _sent = new();

    public EndPoint? RemoteEndPoint => null;

    public EndPoint? LocalEndPoint => null;

    public TransportSecurity? Security => null;

    public string Sent => _sent.ToString();

    public ValueTask<ReceivedOctets> ReceiveAsync(Wait wait) => new(new ReceivedOctets(_pieces.TryDequeue(out byte[]? piece) ? piece : default));

    public ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        _sent.Append(Encoding.Latin1.GetString(octets.Span));
        return default;
    }

    public ValueTask SecureAsync() => throw new NotSupportedException();
}
