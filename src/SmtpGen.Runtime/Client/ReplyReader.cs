namespace SmtpGen.Runtime.Client;

/// <summary>
/// Cuts replies out of what a server sends. It does no I/O, and what it has read of a reply does not depend on how the input was cut.
/// </summary>
internal abstract class ReplyReader
{
    /// <summary>The reader of a protocol's replies.</summary>
    public static ReplyReader Of(ClientTable table) =>
        table.Server?.HasStatuses == true ? new StatusReplyReader(table) : new CodedReplyReader(table);

    /// <summary>Takes octets until a reply is whole.</summary>
    /// <param name="input">The input; what was read is cut off.</param>
    /// <param name="awaited">What may come.</param>
    /// <returns>The reply, or null when more octets are needed.</returns>
    /// <exception cref="ProtocolViolationException">What came is not a reply.</exception>
    public abstract ReceivedReply? Read(ref ReadOnlySpan<byte> input, in AwaitedReply awaited);
}
