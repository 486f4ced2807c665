namespace SmtpGen.Language.Text;

/// <summary>A mistyped name, where one name alone is like it.</summary>
internal static class CorrectName
{
    /// <summary>The fix of a name that is not defined; null where several names are like it, or none is.</summary>
    /// <param name="source">The file it stands in.</param>
    /// <param name="span">The name.</param>
    /// <param name="nearest">The defined names most like it.</param>
    public static SpecFix? Fix(SourceText source, TextSpan span, IReadOnlyList<string> nearest) => nearest.Count == 1
        ? new SpecFix($"Write '{nearest[0]}'", new TextEdit(source.Path, span, nearest[0]))
        : null;
}
