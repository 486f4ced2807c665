using SmtpGen.Runtime;
using SmtpGen.Testing.Faults;

namespace SmtpGen.Testing.Sessions;

/// <summary>A connection that writes down what is said over it, and can be cut.</summary>
internal sealed class RecordingTransport(SessionTranscript transcript) : CuttableTransport
{
    public override void Cut()
    {
        transcript.Note("the connection is cut on purpose");
        base.Cut();
    }

    public override async ValueTask<ReceivedOctets> ReceiveAsync(Wait wait)
    {
        var received = await base.ReceiveAsync(wait).ConfigureAwait(false);
        if (received.IsWoken)
            return received;
        transcript.Add(SessionTranscript.Client, received.Octets.Span);
        if (received.Event != ServerEvent.None)
            transcript.Note(received.Event.ToString());
        else if (received.Octets.IsEmpty)
            transcript.Note("the client has closed the connection");
        return received;
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> octets)
    {
        ThrowIfCut();
        transcript.Add(SessionTranscript.Server, octets.Span);
        return base.SendAsync(octets);
    }

    public override async ValueTask SecureAsync()
    {
        ThrowIfCut();
        try
        {
            await base.SecureAsync().ConfigureAwait(false);
            transcript.Note("the connection is encrypted");
        }
        catch (IOException exception)
        {
            transcript.Note($"the TLS handshake failed: {exception.Message}");
            throw;
        }
    }
}
