using System.Net;
using System.Text;
using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests;

/// <summary>A connection on which a client says all that it has to say at once, and then leaves.</summary>
internal sealed class ScriptedTransport(string said) : ITransport
{
    private readonly StringBuilder _heard = new();
    private bool _isOver;

    public EndPoint? RemoteEndPoint => null;

    public EndPoint? LocalEndPoint => null;

    public TransportSecurity? Security => null;

    /// <summary>What the client was answered.</summary>
    public string Heard => _heard.ToString();

    public ValueTask<ReceivedOctets> ReceiveAsync(Wait wait)
    {
        byte[] octets = _isOver ? [] : Encoding.ASCII.GetBytes(said);
        _isOver = true;
        return new(new ReceivedOctets(octets));
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        _heard.Append(Encoding.UTF8.GetString(octets.Span));
        return default;
    }

    public ValueTask SecureAsync() => throw new NotSupportedException();
}
