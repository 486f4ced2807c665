using SmtpGen.Language.Grammar;

namespace SmtpGen.Language.Syntax;

/// <summary>A member of a protocol.</summary>
/// <param name="Keyword">The word it begins with, as its place.</param>
public abstract record MemberSyntax(Name Keyword);

/// <summary><c>grammar "FILE" without RULE, RULE when OPTION</c>.</summary>
/// <param name="Keyword">The word <c>grammar</c>.</param>
/// <param name="Path">The file.</param>
/// <param name="Without">Rules that match nothing.</param>
/// <param name="When">The option without which the file's definitions match nothing; null: they always match.</param>
public sealed record GrammarMember(Name Keyword, Name Path, IReadOnlyList<Name> Without, Name? When) : MemberSyntax(Keyword);

/// <summary><c>include "FILE"</c>.</summary>
public sealed record IncludeMember(Name Keyword, Name Path) : MemberSyntax(Keyword);

/// <summary><c>family NAME</c>, or <c>family "FILE"</c>: members that hold where the protocol does not say otherwise.</summary>
/// <param name="Keyword">The word <c>family</c>.</param>
/// <param name="Family">The name of one that is shipped, or the path of a file.</param>
/// <param name="IsPath">Whether it is a path.</param>
public sealed record FamilyMember(Name Keyword, Name Family, bool IsPath) : MemberSyntax(Keyword);

/// <summary><c>rules { 221, 421 end session; intermediate reads; not refusals stay }</c>: what the codes of replies promise.</summary>
public sealed record RulesMember(Name Keyword, IReadOnlyList<CodeRuleSyntax> Rules) : MemberSyntax(Keyword);

/// <summary>One of them.</summary>
/// <param name="Rule">Its words: <c>intermediate reads</c>.</param>
/// <param name="Codes">The codes that <c>end session</c>; empty for other rules.</param>
/// <param name="IsRelaxed">Whether <c>not</c> stands before it, so that it does not hold although the family says so.</param>
public sealed record CodeRuleSyntax(Name Rule, IReadOnlyList<Name> Codes, bool IsRelaxed);

/// <summary><c>remove command NAME</c>, or another kind of member that <c>extends</c> brought in.</summary>
public sealed record RemoveMember(Name Keyword, Name Kind, Name Name) : MemberSyntax(Keyword);

/// <summary><c>rename command VERB to VERB</c>.</summary>
public sealed record RenameMember(Name Keyword, Name From, Name To) : MemberSyntax(Keyword);

/// <summary><c>change command VERB { ... }</c>, <c>change body NAME ...</c>, <c>change reply NAME ...</c>, <c>change connect { ... }</c>, <c>change otherwise { ... }</c>.</summary>
/// <param name="Keyword">The word <c>change</c>.</param>
/// <param name="Replacement">What is said anew; what it does not say stays as inherited.</param>
public sealed record ChangeMember(Name Keyword, MemberSyntax Replacement) : MemberSyntax(Keyword);

/// <summary><c>prefix PATTERN else "TEXT"</c>: what stands before the verb of each command.</summary>
/// <param name="Keyword">The word <c>prefix</c>.</param>
/// <param name="Pattern">The pattern; null where none is written.</param>
/// <param name="Annotations">What stands after captures.</param>
/// <param name="Else">What is written for an empty capture; null: nothing.</param>
public sealed record PrefixMember(
    Name Keyword, GrammarNode? Pattern, IReadOnlyDictionary<string, CaptureAnnotation> Annotations, Name? Else) : MemberSyntax(Keyword);

/// <summary><c>literals "{" "}" now "+" at most LIMIT { continue =&gt; reply -&gt; same; too big =&gt; reply -&gt; STATE }</c>: octets that a line announces.</summary>
/// <param name="Keyword">The word <c>literals</c>.</param>
/// <param name="Open">What stands before the number.</param>
/// <param name="Close">What stands after it.</param>
/// <param name="Now">With what the client does not wait; null: it always does.</param>
/// <param name="Limit">The limit on the octets of a command.</param>
/// <param name="Continue">The answer for which the client waits; null: it never does.</param>
/// <param name="TooBig">The answer to more octets.</param>
public sealed record LiteralsMember(
    Name Keyword, Name Open, Name Close, Name? Now, Name Limit, OutcomeSyntax? Continue, OutcomeSyntax? TooBig) : MemberSyntax(Keyword);

/// <summary><c>arrays "*" "$" at most LIMIT { too big =&gt; reply -&gt; STATE; bad framing =&gt; reply -&gt; FINAL-STATE }</c>: commands as arrays of counted octets.</summary>
/// <param name="Keyword">The word <c>arrays</c>.</param>
/// <param name="Array">What stands before the number of elements.</param>
/// <param name="Element">What stands before the number of octets of an element.</param>
/// <param name="Limit">The limit on the octets of a command.</param>
/// <param name="TooBig">The answer to more.</param>
/// <param name="BadFraming">The answer to what is not such an array.</param>
public sealed record ArraysMember(
    Name Keyword, Name Array, Name Element, Name Limit, OutcomeSyntax? TooBig, OutcomeSyntax? BadFraming) : MemberSyntax(Keyword);

/// <summary><c>words { NAME }</c>: texts that the application gives a session.</summary>
public sealed record WordsMember(Name Keyword, IReadOnlyList<WordSyntax> Words) : MemberSyntax(Keyword);

/// <summary>One of them.</summary>
public sealed record WordSyntax(Name Name, string Doc);

/// <summary><c>statuses { positive "+OK"; ready intermediate "+"; negative "-ERR" }</c>.</summary>
public sealed record StatusesMember(Name Keyword, IReadOnlyList<StatusSyntax> Statuses) : MemberSyntax(Keyword);

/// <summary>What a reply begins with where it is not a code.</summary>
public sealed record StatusSyntax(Name Name, Name Kind, Name Text);

/// <summary><c>policy NAME off { VERB, VERB need FLAG else reply }</c>; without a name it always holds.</summary>
public sealed record PolicyMember(
    Name Keyword, string Doc, Name? Name, Name? Default, IReadOnlyList<PolicyRowSyntax> Rows) : MemberSyntax(Keyword);

/// <summary><c>VERBS need FLAGS else reply</c>; <c>* but VERBS</c> stands for all others.</summary>
public sealed record PolicyRowSyntax(IReadOnlyList<Name> Verbs, bool IsAllBut, NeedSyntax Need);

/// <summary><c>bounds { RULE at most N octets }</c>.</summary>
public sealed record BoundsMember(Name Keyword, IReadOnlyList<BoundSyntax> Bounds) : MemberSyntax(Keyword);

/// <summary>One bound: what a match of a rule must not exceed.</summary>
public sealed record BoundSyntax(Name Rule, Name Max, BoundKind Kind, Name? Counted);

/// <summary><c>parts RULE { part: RULE / RULE }</c>.</summary>
public sealed record PartsMember(Name Keyword, Name Scope, IReadOnlyList<PartSyntax> Parts) : MemberSyntax(Keyword);

/// <summary>One part of a rule's match.</summary>
public sealed record PartSyntax(Name Name, IReadOnlyList<Name> Rules);

/// <summary><c>lines { max N; drain N; reply N; any blanks when OPTION }</c> or <c>waits { command 5m }</c>.</summary>
public sealed record SettingsMember(Name Keyword, IReadOnlyList<SettingSyntax> Settings) : MemberSyntax(Keyword);

/// <summary>A name and its value.</summary>
public sealed record SettingSyntax(Name Name, Name Value);

/// <summary><c>limits { NAME DEFAULT in MIN .. MAX }</c>.</summary>
public sealed record LimitsMember(Name Keyword, IReadOnlyList<LimitSyntax> Limits) : MemberSyntax(Keyword);

/// <summary>One limit.</summary>
public sealed record LimitSyntax(Name Name, string Doc, Name Default, Name Min, Name Max);

/// <summary><c>options { NAME on; NAME off; NAME = NAME, NAME }</c>.</summary>
public sealed record OptionsMember(Name Keyword, IReadOnlyList<OptionSyntax> Options) : MemberSyntax(Keyword);

/// <summary>One option: a switch, or the name of several.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Doc">Doc comment; empty if none.</param>
/// <param name="Default">The word <c>on</c> or <c>off</c>; null where it stands for others.</param>
/// <param name="StandsFor">The options that it turns.</param>
public sealed record OptionSyntax(Name Name, string Doc, Name? Default, IReadOnlyList<Name> StandsFor);

/// <summary><c>flags { NAME; NAME in GROUP }</c>.</summary>
public sealed record FlagsMember(Name Keyword, IReadOnlyList<FlagSyntax> Flags) : MemberSyntax(Keyword);

/// <summary>One flag.</summary>
public sealed record FlagSyntax(Name Name, string Doc, Name? Scope);

/// <summary><c>states { initial A; B { C; D }; final E }</c>.</summary>
public sealed record StatesMember(Name Keyword, IReadOnlyList<StateSyntax> States) : MemberSyntax(Keyword);

/// <summary>A state, or a group when it has children.</summary>
public sealed record StateSyntax(Name Name, string Doc, bool IsInitial, bool IsFinal, IReadOnlyList<StateSyntax> Children);

/// <summary><c>extensions when FLAG or OPTION</c>; the option is optional.</summary>
public sealed record ExtensionsMember(Name Keyword, IReadOnlyList<Name> Flags, Name? Or) : MemberSyntax(Keyword);

/// <summary><c>unsolicited REPLY, REPLY in STATES</c>.</summary>
public sealed record UnsolicitedMember(Name Keyword, IReadOnlyList<Name> Replies, IReadOnlyList<Name> States) : MemberSyntax(Keyword);

/// <summary><c>connect { outcomes }</c>.</summary>
public sealed record ConnectMember(Name Keyword, IReadOnlyList<OutcomeSyntax> Outcomes) : MemberSyntax(Keyword);

/// <summary><c>otherwise { INPUT =&gt; reply -&gt; STATE }</c>.</summary>
public sealed record OtherwiseMember(Name Keyword, IReadOnlyList<OtherwiseRowSyntax> Rows) : MemberSyntax(Keyword);

/// <summary>One row; the patterns are those of <c>foreign</c>, only a row <c>more than</c> counts, and an option may take the input.</summary>
public sealed record OtherwiseRowSyntax(
    Name Input, IReadOnlyList<Name> Patterns, OutcomeSyntax Outcome, TallySyntax? Tally = null, Name? Unless = null);

/// <summary><c>more than LIMIT of VERBS answered REPLIES until REPLIES</c>; each list may be empty.</summary>
public sealed record TallySyntax(Name Limit, IReadOnlyList<Name> Verbs, IReadOnlyList<Name> Replies, IReadOnlyList<Name> Until);

/// <summary><c>class DIGIT "NAME" { meaning "..." }</c>.</summary>
public sealed record ClassMember(Name Keyword, Name Digit, string Title, HelpBlock Help) : MemberSyntax(Keyword);

/// <summary><c>reply NAME (PARAMETERS) CODE ENHANCED "TEXT" free { help }</c>, or <c>reply NAME silent</c>, which has no lines.</summary>
public sealed record ReplyMember(
    Name Keyword, Name Name, IReadOnlyList<ReplyParameterSyntax> Parameters, Name Code, Name? EnhancedCode, IReadOnlyList<Name> Lines,
    bool IsFree, bool IsWhole, HelpBlock Help) : MemberSyntax(Keyword);

/// <summary>A value in parentheses after the name of a reply: <c>count: number</c>; it is a text where no type is said.</summary>
public sealed record ReplyParameterSyntax(Name Name, Name? Type);

/// <summary><c>extension KEYWORD off "ARGUMENT" with KEYWORD when FLAG cites DOCUMENT { members }</c>.</summary>
public sealed record ExtensionMember(
    Name Keyword, Name Name, string Doc, bool IsOff, Name? Argument, IReadOnlyList<Name> With, IReadOnlyList<FlagTestSyntax> When,
    Name? Cites, IReadOnlyList<MemberSyntax> Members) : MemberSyntax(Keyword);

/// <summary><c>param VERB, VERB "KEYWORD=" (value) sets FLAG</c>.</summary>
public sealed record ParamMember(
    Name Keyword, string Doc, IReadOnlyList<Name> Verbs, Name Parameter, GrammarNode? Value,
    IReadOnlyDictionary<string, CaptureAnnotation> Annotations, IReadOnlyList<Name> Sets) : MemberSyntax(Keyword);

/// <summary><c>non-ascii in VERB, VERB needs FLAG else reply</c>.</summary>
public sealed record NonAsciiMember(
    Name Keyword, IReadOnlyList<Name> Verbs, IReadOnlyList<Name> Flags, Name Reply) : MemberSyntax(Keyword);
