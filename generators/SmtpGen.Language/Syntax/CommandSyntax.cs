using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Syntax;

/// <summary><c>command VERB pattern [params] cites DOCUMENT "SECTION" { rules }</c>.</summary>
public sealed record CommandMember(
    Name Keyword, Name Verb, string Doc, GrammarNode? Pattern, string PatternText,
    IReadOnlyDictionary<string, CaptureAnnotation> Annotations, bool TakesParameters, Name? Cites, string Section,
    IReadOnlyList<RuleSyntax> Rules, bool Sync, QuotaSyntax? Quota, IReadOnlyList<NeedSyntax> Needs, Name? LineMax,
    OutcomeSyntax? BadArguments, bool KeepsSpaces) : MemberSyntax(Keyword)
{
    /// <summary>The verb it has in the protocol it is inherited from; another than <see cref="Verb"/> where it was renamed.</summary>
    public string OriginalVerb { get; init; } = Verb.Text;

    /// <summary>The replies that may be sent before the one that answers it.</summary>
    public IReadOnlyList<Name> Sends { get; init; } = [];

    /// <summary>Whether its handler is asked although there is one reply.</summary>
    public bool Asks { get; init; }

    /// <summary>The octets after its line; null: there are none.</summary>
    public DataSyntax? Data { get; init; }

    /// <summary>The file that the pattern stands in: another than that of the verb where this was renamed, or its pattern changed.</summary>
    public SourceText PatternSource { get; init; } = Keyword.Source;
}

/// <summary><c>data (NAME) of CAPTURE at most LIMIT { too big =&gt; reply -&gt; STATE; bad framing =&gt; reply -&gt; STATE }</c>.</summary>
/// <param name="Keyword">The word <c>data</c>.</param>
/// <param name="Name">What the octets are called.</param>
/// <param name="Length">The capture that counts them.</param>
/// <param name="Limit">The limit on them.</param>
/// <param name="TooBig">The answer to more.</param>
/// <param name="BadFraming">The answer where no line end stands after them.</param>
public sealed record DataSyntax(Name Keyword, Name Name, Name Length, Name Limit, OutcomeSyntax? TooBig, OutcomeSyntax? BadFraming);

/// <summary>What stands after the expression of a capture.</summary>
/// <param name="As">The words after <c>as</c>: <c>u64</c>, <c>ascii</c>, <c>unquoted</c>, or the name of a rule.</param>
/// <param name="AtMost">The limit after <c>at most</c>.</param>
/// <param name="Else">The reply after <c>else</c>.</param>
public sealed record CaptureAnnotation(IReadOnlyList<Name> As, Name? AtMost, Name? Else)
{
    /// <summary>Nothing.</summary>
    public static CaptureAnnotation None { get; } = new([], null, null);

    /// <summary>The rule after <c>as</c>; null where none stands there.</summary>
    public Name? Rule => As.FirstOrDefault(IsRule);

    /// <summary>Whether what stands after <c>as</c> is the name of a rule, and not a way to read what is captured.</summary>
    public static bool IsRule(Name view) => view.Text is not ("u64" or "ascii" or "unquoted");

    /// <summary>Whether a word stands after <c>as</c>.</summary>
    public bool Says(string word) => As.Any(view => view.Text == word);
}

/// <summary><c>from STATES or STATES when OPTION =&gt; outcomes</c> or <c>in STATES =&gt; outcomes</c>.</summary>
/// <param name="Keyword">The word <c>from</c> or <c>in</c>.</param>
/// <param name="States">States and groups; a single <c>*</c> for all that are not final.</param>
/// <param name="Outcomes">The replies and where each leads.</param>
/// <param name="Or">Further states that only an option opens; null: none.</param>
public sealed record RuleSyntax(
    Name Keyword, IReadOnlyList<Name> States, IReadOnlyList<OutcomeSyntax> Outcomes, OpenedStatesSyntax? Or = null);

/// <summary><c>or STATES when OPTION</c> after the states of a rule.</summary>
public sealed record OpenedStatesSyntax(IReadOnlyList<Name> States, Name Option);

/// <summary><c>=&gt; reply, reply sets FLAG then read BODY as dotted -&gt; STATE</c>.</summary>
/// <param name="Replies">The replies that lead there; none where nothing is said.</param>
/// <param name="Sets">Flags that are set.</param>
/// <param name="Clears">Flags that are cleared.</param>
/// <param name="Target">The next state, or <c>same</c>; null when the answers to a body or a line say it.</param>
/// <param name="Then">What follows the reply; null: the next command.</param>
public sealed record OutcomeSyntax(
    IReadOnlyList<Name> Replies, IReadOnlyList<Name> Sets, IReadOnlyList<Name> Clears, Name? Target, ThenSyntax? Then);

/// <summary><c>at most LIMIT in GROUP else reply</c>.</summary>
public sealed record QuotaSyntax(Name Limit, Name Group, Name Reply);

/// <summary><c>needs not FLAG, FLAG else reply</c>.</summary>
/// <param name="Flags">The flags, each with whether it must be clear.</param>
/// <param name="Reply">The answer where they are not so.</param>
public sealed record NeedSyntax(IReadOnlyList<FlagTestSyntax> Flags, Name Reply);

/// <summary><c>FLAG</c> or <c>not FLAG</c>.</summary>
public sealed record FlagTestSyntax(Name Flag, bool IsNegated);
