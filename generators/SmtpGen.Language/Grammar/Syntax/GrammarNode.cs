using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>An expression of an ABNF rule (RFC 5234) or of an inline pattern.</summary>
/// <param name="Span">Where it stands in its file.</param>
public abstract record GrammarNode(TextSpan Span);

/// <summary>Any one of several expressions: <c>a / b</c>.</summary>
/// <param name="Alternatives">Two or more.</param>
/// <param name="Span">Where it stands in its file.</param>
public sealed record Alternation(EquatableArray<GrammarNode> Alternatives, TextSpan Span) : GrammarNode(Span);

/// <summary>Expressions one after the other: <c>a b</c>.</summary>
/// <param name="Parts">Two or more.</param>
/// <param name="Span">Where it stands in its file.</param>
public sealed record Concatenation(EquatableArray<GrammarNode> Parts, TextSpan Span) : GrammarNode(Span);

/// <summary>An expression several times: <c>1*20DIGIT</c>, <c>*WSP</c>, and options, <c>[x]</c>, as zero or one.</summary>
/// <param name="Item">What is repeated.</param>
/// <param name="Min">Fewest times.</param>
/// <param name="Max">Most times; null means no limit.</param>
/// <param name="Span">Where it stands in its file.</param>
public sealed record Repetition(GrammarNode Item, int Min, int? Max, TextSpan Span) : GrammarNode(Span);

/// <summary>The name of a rule; names differ only by more than case (RFC 5234 Section 2.1).</summary>
/// <param name="Name">The name as it was written.</param>
/// <param name="Span">Where it stands in its file.</param>
public sealed record RuleReference(string Name, TextSpan Span) : GrammarNode(Span);

/// <summary>Quoted text: <c>"MAIL"</c>, <c>%i"MAIL"</c>, <c>%s"MAIL"</c> (RFC 7405).</summary>
/// <param name="Text">The characters between the quotes, printable US-ASCII.</param>
/// <param name="IsCaseSensitive">True for <c>%s</c>.</param>
/// <param name="Span">Where it stands in its file.</param>
public sealed record StringTerminal(string Text, bool IsCaseSensitive, TextSpan Span) : GrammarNode(Span);

/// <summary>One octet between two values: <c>%d33-126</c>.</summary>
/// <param name="First">Least octet.</param>
/// <param name="Last">Greatest octet, not less than <paramref name="First"/>.</param>
/// <param name="Span">Where it stands in its file.</param>
public sealed record ByteRange(byte First, byte Last, TextSpan Span) : GrammarNode(Span);

/// <summary>Given octets one after the other: <c>%d13.10</c>, or a single one: <c>%x20</c>.</summary>
/// <param name="Octets">One or more octets.</param>
/// <param name="Span">Where it stands in its file.</param>
public sealed record ByteSequence(EquatableArray<byte> Octets, TextSpan Span) : GrammarNode(Span);

/// <summary>A description in words, <c>&lt;as in RFC 1035&gt;</c>, which no machine can match.</summary>
/// <param name="Description">The text between the angle brackets.</param>
/// <param name="Span">Where it stands in its file.</param>
public sealed record Prose(string Description, TextSpan Span) : GrammarNode(Span);

/// <summary>A part of an inline pattern that matches only while an option is on, unless it is empty.</summary>
/// <param name="Option">Number of the option.</param>
/// <param name="Item">What is matched.</param>
/// <param name="Span">Where it stands in its file.</param>
public sealed record Guarded(int Option, GrammarNode Item, TextSpan Span) : GrammarNode(Span);

/// <summary>A part of an inline pattern whose place in the input is wanted: <c>(sender: Reverse-path)</c>.</summary>
/// <param name="Name">Name of the capture.</param>
/// <param name="NameSpan">Where the name stands.</param>
/// <param name="Item">What is captured.</param>
/// <param name="Span">Where it stands in its file, parentheses included.</param>
public sealed record Capture(string Name, TextSpan NameSpan, GrammarNode Item, TextSpan Span) : GrammarNode(Span)
{
    /// <summary>What stands between the elements of a list, <c>(keys: list of key by ",")</c>; null where it is not a list.</summary>
    public byte? Separator { get; init; }
}
