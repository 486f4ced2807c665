namespace SmtpGen.Language.Syntax;

/// <summary><c>body NAME at most LIMIT per VERB raw when FLAG { outcomes; too big =&gt; ...; bad framing =&gt; ... }</c>.</summary>
/// <param name="Keyword">The word <c>body</c>.</param>
/// <param name="Name">Its name, which names the handler's method.</param>
/// <param name="Doc">Doc comment; empty if none.</param>
/// <param name="Limit">The limit on its octets.</param>
/// <param name="Per">The command for whose every success there is one answer.</param>
/// <param name="RawWhen">Flags under which any octets are taken as they are.</param>
/// <param name="Outcomes">The answers.</param>
/// <param name="TooBig">The answer to a body beyond the limit.</param>
/// <param name="BadFraming">The answer to a stray line end.</param>
/// <param name="Nul">The answer to a NUL; null: that to a stray line end.</param>
public sealed record BodyMember(
    Name Keyword, Name Name, string Doc, Name? Limit, Name? Per, IReadOnlyList<Name> RawWhen,
    IReadOnlyList<OutcomeSyntax> Outcomes, OutcomeSyntax? TooBig, OutcomeSyntax? BadFraming, NulSyntax? Nul) : MemberSyntax(Keyword);

/// <summary><c>nul unless OPTION =&gt; reply -&gt; STATE</c>; the option, which makes NUL text, is optional.</summary>
public sealed record NulSyntax(Name Keyword, Name? Unless, OutcomeSyntax Outcome);
