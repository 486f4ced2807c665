using System.Text;

namespace SmtpGen.Protocols.Tests.Client;

/// <summary>A connection whose other end says what it was told, a part for each time the client has to wait, and then closes.</summary>
internal sealed class ScriptedStream(params string[] parts) : DuplexStream
{
    private readonly Queue<byte[]> _parts = new(parts.Select(Encoding.UTF8.GetBytes));
    private readonly StringBuilder _received = new();

    /// <summary>What the client sent.</summary>
    public string Received => _received.ToString();

    protected override void Sent(ReadOnlyMemory<byte> octets) => _received.Append(Encoding.UTF8.GetString(octets.Span));

    protected override int Receive(Span<byte> octets)
    {
        if (!_parts.TryDequeue(out byte[]? part))
            return 0;
        part.CopyTo(octets);
        return part.Length;
    }
}
