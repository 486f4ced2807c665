namespace SmtpGen.Runtime.Client;

/// <summary>A reply to a certain command.</summary>
/// <typeparam name="TReply">The replies that the specification declares for the command, and <c>Other</c>.</typeparam>
public sealed class ClientReply<TReply> : ClientReply
    where TReply : struct, Enum
{
    internal ClientReply(ClientReply reply, TReply kind)
        : base(reply) => Kind = kind;

    /// <summary>
    /// The declared reply: the one with this code and enhanced status code, else the first with this code, else <c>Other</c>.
    /// </summary>
    public TReply Kind { get; }
}
