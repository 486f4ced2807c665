using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Fixes;

/// <summary>A command that must be the last of its group and does not say so.</summary>
internal static class AddSync
{
    /// <summary>Writes <c>sync</c> after the states of the rule that the finding is about.</summary>
    public static SpecFix? Fix(RuleSyntax rule)
    {
        // After `in STATES` stands an outcome at once; only `from` may be followed by `sync`.
        if (rule.Keyword.Text != "from")
            return null;
        var last = rule.States[rule.States.Count - 1];
        return new SpecFix("Add 'sync'", new TextEdit(last.Source.Path, new TextSpan(last.Span.End, 0), "; sync"));
    }
}
