namespace SmtpGen.Runtime.Client;

/// <summary>What callers do with replies.</summary>
public static class ClientReplyExtensions
{
    /// <summary>The reply where it is positive.</summary>
    /// <exception cref="CommandRefusedException">It is 4xx or 5xx.</exception>
    public static TReply EnsurePositive<TReply>(this TReply reply)
        where TReply : ClientReply => reply.IsPositive ? reply : throw new CommandRefusedException(reply);
}
