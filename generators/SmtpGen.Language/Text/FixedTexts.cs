namespace SmtpGen.Language.Text;

/// <summary>Several fixes applied together.</summary>
public sealed class FixedTexts
{
    private FixedTexts(IReadOnlyList<SpecFix> applied, IReadOnlyDictionary<string, string> texts)
    {
        Applied = applied;
        Texts = texts;
    }

    /// <summary>The fixes that were applied, in their order.</summary>
    public IReadOnlyList<SpecFix> Applied { get; }

    /// <summary>The new text of each changed file, by path.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    /// <summary>
    /// Applies every fix whose edits touch no edit of a fix before it; two that put something in at one place touch. What
    /// is left out can be had by compiling the new texts and asking again.
    /// </summary>
    /// <param name="fixes">Fixes of findings of one compilation.</param>
    /// <param name="texts">The text of each file, by path.</param>
    public static FixedTexts Apply(IEnumerable<SpecFix> fixes, IReadOnlyDictionary<string, string> texts)
    {
        var taken = new List<TextEdit>();
        var applied = new List<SpecFix>();
        foreach (var fix in fixes)
        {
            if (fix.Edits.Any(e => !texts.ContainsKey(e.Path) || taken.Any(t => Touch(t, e))))
                continue;
            taken.AddRange(fix.Edits);
            applied.Add(fix);
        }

        return new FixedTexts(
            applied, taken.GroupBy(e => e.Path, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Apply(texts[g.Key], g)));
    }

    // From the end, so that the places of the edits before stay true.
    private static string Apply(string text, IEnumerable<TextEdit> edits) => edits
        .OrderByDescending(e => e.Span.Start)
        .Aggregate(text, (changed, edit) => changed.Remove(edit.Span.Start, edit.Span.Length).Insert(edit.Span.Start, edit.NewText));

    private static bool Touch(TextEdit left, TextEdit right) =>
        left.Path == right.Path && left.Span.Start <= right.Span.End && right.Span.Start <= left.Span.End;
}
