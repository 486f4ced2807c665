using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>A rule with all its alternatives, which may come from several files.</summary>
/// <param name="Name">The name as the first definition wrote it.</param>
/// <param name="Definitions">The definition with <c>=</c>, then those with <c>=/</c>.</param>
public sealed record LinkedRule(string Name, EquatableArray<AbnfRule> Definitions);
