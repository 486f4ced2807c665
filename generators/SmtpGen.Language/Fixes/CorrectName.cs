using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Fixes;

/// <summary>A mistyped name, where one name alone is like it.</summary>
internal static class CorrectName
{
    /// <summary>The fix of a name that is not defined.</summary>
    /// <param name="name">The name.</param>
    /// <param name="nearest">The defined names most like it.</param>
    public static SpecFix? Fix(Name name, IReadOnlyList<string> nearest) => Fix(name.Source, name.Span, nearest);

    /// <summary>The fix of a name that stands in a grammar.</summary>
    public static SpecFix? Fix(SourceText source, TextSpan span, IReadOnlyList<string> nearest) => nearest.Count == 1
        ? new SpecFix($"Write '{nearest[0]}'", new TextEdit(source.Path, span, nearest[0]))
        : null;
}
