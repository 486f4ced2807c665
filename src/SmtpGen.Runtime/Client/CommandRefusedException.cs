namespace SmtpGen.Runtime.Client;

/// <summary>The server refused a command.</summary>
/// <param name="reply">The refusal.</param>
public sealed class CommandRefusedException(ClientReply reply) : ProtocolClientException(reply.Describe())
{
    /// <summary>The refusal.</summary>
    public ClientReply Reply { get; } = reply;
}
