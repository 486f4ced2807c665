namespace SmtpGen.Runtime.Client;

/// <summary>What is awaited while a reply is read.</summary>
/// <param name="Action">What is answered next; -1: nothing is.</param>
/// <param name="State">Number of the client's state.</param>
/// <param name="Tag">The mark of the command that is answered next.</param>
internal readonly record struct AwaitedReply(int Action, int State, string Tag);

/// <summary>What a reply is to a client.</summary>
internal enum ReplyRole
{
    /// <summary>It answers what was sent.</summary>
    Answer,

    /// <summary>It comes before the answer.</summary>
    Before,

    /// <summary>Nobody asked for it.</summary>
    Unsolicited,
}

/// <summary>A reply as it was read.</summary>
/// <param name="Octets">All lines, CRLF included.</param>
/// <param name="Role">What it is.</param>
/// <param name="Code">Its code, or that of its status.</param>
/// <param name="Declared">Number of the reply that it was taken for; -1: none.</param>
/// <param name="IsDotted">Whether a line of one dot was its end.</param>
/// <param name="Tag">The mark of the command that it may answer.</param>
internal sealed record ReceivedReply(
    byte[] Octets, ReplyRole Role, int Code, int Declared, bool IsDotted, string Tag)
{
    /// <summary>Where the texts of its lines lie; counted octets are part of the line that announces them.</summary>
    public IReadOnlyList<Range> Lines { get => field ??= ReplyText.LinesOf(Octets); init; }
}
