using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Web.Sessions;

/// <summary>What the log needs to know of a protocol.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Verbs">Its commands.</param>
internal sealed record ProtocolWords(string Name, IReadOnlySet<string> Verbs)
{
    private static readonly string[] s_secret = ["AUTH", "PASS", "APOP", "USER"];

    /// <summary>The commands, in upper case, after which nothing stands that proves who a client is.</summary>
    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> PlainVerbs { get; } =
        new HashSet<string>(Verbs.Select(verb => verb.ToUpperInvariant()).Except(s_secret), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Those of a protocol by the name in its specification; of one that is not known here no line may be shown as it is.</summary>
    public static ProtocolWords Of(string protocol) => protocol switch
    {
        "Smtp" => Smtp,
        "Lmtp" => Lmtp,
        "Pop3" => Pop3,
        _ => new(protocol, new HashSet<string>()),
    };

    public static ProtocolWords Smtp { get; } = new("SMTP", Set<SmtpCommand>(SmtpTable.Verb));

    public static ProtocolWords Lmtp { get; } = new("LMTP", Set<LmtpCommand>(LmtpTable.Verb));

    public static ProtocolWords Pop3 { get; } = new("POP3", Set<Pop3Command>(Pop3Table.Verb));

    private static HashSet<string> Set<TCommand>(Func<TCommand, string> verb)
        where TCommand : struct, Enum =>
        new(Enum.GetValues<TCommand>().Select(command => verb(command).Split(' ')[0]), StringComparer.OrdinalIgnoreCase);
}
