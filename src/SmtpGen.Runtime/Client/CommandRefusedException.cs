namespace SmtpGen.Runtime.Client;

/// <summary>The server refused a command.</summary>
/// <param name="reply">The refusal.</param>
public sealed class CommandRefusedException(ClientReply reply) : Exception(Describe(reply))
{
    /// <summary>The refusal.</summary>
    public ClientReply Reply { get; } = reply;

    private static string Describe(ClientReply reply)
    {
        string said = $"The server answered {reply.Command} with \"{reply}\".";
        return string.Join(' ', new[] { said, reply.Meaning(), reply.Fix() }.Where(text => text.Length > 0));
    }
}
