using System.Net;
using System.Text;
using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests;

/// <summary>A connection on which a client says all that it has to say at once, or in pieces, and then leaves.</summary>
/// <param name="said">What it says, an octet for each character.</param>
/// <param name="piece">The longest piece in octets.</param>
internal sealed class ScriptedTransport(string said, int piece = int.MaxValue) : ITransport
{
    private readonly StringBuilder _heard = new();
    private readonly byte[] _said = Encoding.Latin1.GetBytes(said);
    private byte[] _received = [];
    private int _at;

    public EndPoint? RemoteEndPoint => null;

    public EndPoint? LocalEndPoint => null;

    public TransportSecurity? Security => null;

    /// <summary>What the client was answered.</summary>
    public string Heard => _heard.ToString();

    public ValueTask<ReceivedOctets> ReceiveAsync(Wait wait)
    {
        // What was received is valid until the next call only.
        byte[] octets = _said[_at..Math.Min(_said.Length, piece == int.MaxValue ? _said.Length : _at + piece)];
        _at += octets.Length;
        _received.AsSpan().Fill((byte)'#');
        _received = octets;
        return new(new ReceivedOctets(octets));
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        _heard.Append(Encoding.UTF8.GetString(octets.Span));
        return default;
    }

    public ValueTask SecureAsync() => throw new NotSupportedException();
}
