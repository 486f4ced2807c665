using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Tool.Serve.Verbose;

/// <summary>What the log needs to know of a protocol.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Verbs">Its commands.</param>
internal sealed record ProtocolWords(string Name, IReadOnlySet<string> Verbs)
{
    public static ProtocolWords Smtp { get; } = new("SMTP", Set<SmtpCommand>(SmtpTable.Verb));

    public static ProtocolWords Lmtp { get; } = new("LMTP", Set<LmtpCommand>(LmtpTable.Verb));

    public static ProtocolWords Pop3 { get; } = new("POP3", Set<Pop3Command>(Pop3Table.Verb));

    private static HashSet<string> Set<TCommand>(Func<TCommand, string> verb)
        where TCommand : struct, Enum =>
        new(Enum.GetValues<TCommand>().Select(command => verb(command).Split(' ')[0]), StringComparer.OrdinalIgnoreCase);
}
