using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Model;

/// <summary>What stands before the verb of each command, such as the tag of IMAP (RFC 3501 section 2.2.1).</summary>
/// <param name="Pattern">The automaton over the beginning of a line.</param>
/// <param name="Captures">What it captures, in the order of the pattern.</param>
/// <param name="Else">What is written where a capture is empty.</param>
/// <param name="Writing">How a client writes it.</param>
public sealed record PrefixModel(Automaton Pattern, EquatableArray<string> Captures, string Else, WritingModel Writing);
