namespace SmtpGen.Compiler.Emit;

/// <summary>How a command is refused: at once, or behind the octets it announced.</summary>
internal sealed class Refusals(ProtocolShape shape, int index)
{
    private bool IsChunk => shape.Model.Commands[index].Chunk is not null;

    public string BadArguments => shape.BadArguments(index) is >= 0 and var outcome
        ? $"Fail({outcome})"
        : "Refuse(global::SmtpGen.Runtime.ServerEvent.BadArguments)";

    public string Event(string name) => IsChunk ? $"RefuseBehind(global::SmtpGen.Runtime.ServerEvent.{name})" : $"Refuse(global::SmtpGen.Runtime.ServerEvent.{name})";

    public string Reply(int reply) => IsChunk
        ? $"ReplyBehind({shape.Name}Reply.{shape.Reply(reply)})"
        : shape.Deny(reply);
}
