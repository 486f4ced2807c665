using System.Runtime.CompilerServices;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests.Grammar;

/// <summary>The grammar files of the protocols with the bounds of RFC 5321 Section 4.5.3.1.</summary>
internal static class SmtpGrammar
{
    public static Bound[] Bounds { get; } =
    [
        new("Local-part", BoundKind.Octets, 64),
        new("Domain", BoundKind.Octets, 255),
        new("sub-domain", BoundKind.Octets, 63),
        new("Path", BoundKind.Octets, 256),
        new("Snum", BoundKind.Value, 255),
        new("IPv6-comp", BoundKind.Count, 6, "IPv6-hex"),
        new("IPv6v4-comp", BoundKind.Count, 4, "IPv6-hex"),
    ];

    public static InnerCapture[] MailboxParts { get; } =
    [
        new("Mailbox", "Local-part", "local"),
        new("Mailbox", "Domain", "domain"),
        new("Mailbox", "address-literal", "literal"),
    ];

    public static LinkedGrammar Ascii { get; } = Link("rfc5321.abnf", "rfc1870.abnf", "rfc6152.abnf");

    public static LinkedGrammar Utf8 { get; } = Link("rfc5321.abnf", "rfc6531.abnf");

    public static Automaton MailFrom { get; } = Compile(Ascii, "\"FROM:\" (sender: Reverse-path)");

    public static Automaton RcptTo { get; } = Compile(Ascii, "\"TO:\" (recipient: \"<Postmaster>\" / Forward-path)");

    public static Automaton MailFromUtf8 { get; } = Compile(Utf8, "\"FROM:\" (sender: Reverse-path)");

    public static Automaton RcptToUtf8 { get; } = Compile(Utf8, "\"TO:\" (recipient: \"<Postmaster>\" / Forward-path)");

    public static Automaton Client { get; } = Compile(Ascii, "(client: Domain / address-literal)");

    public static Automaton Compile(LinkedGrammar grammar, string pattern)
    {
        AutomatonResult result = AutomatonCompiler.Compile(
            grammar, Grammars.Pattern(pattern), new SourceText("pattern", pattern), Bounds, MailboxParts);
        Assert.Empty(result.Diagnostics);
        return result.Automaton!;
    }

    private static LinkedGrammar Link(params string[] names)
    {
        var files = names.Select(name => AbnfParser.ParseFile(
            new SourceText(name, File.ReadAllText(Path.Combine(GrammarFolder(), name))))).ToArray();
        Assert.All(files, file => Assert.Empty(file.Diagnostics));
        var grammar = LinkedGrammar.Link(files);
        Assert.Empty(grammar.Diagnostics);
        return grammar.Exclude(["General-address-literal"]);
    }

    private static string GrammarFolder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../protocol/grammar");
}
