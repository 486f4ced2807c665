namespace SmtpGen.Language.Text;

/// <summary>A run of characters in a <see cref="SourceText"/>.</summary>
/// <param name="Start">Zero-based offset of the first character.</param>
/// <param name="Length">Number of characters; 0 marks a place between two characters.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>Offset just after the last character.</summary>
    public int End => Start + Length;

    /// <summary>The span from <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    public static TextSpan FromBounds(int start, int end) => new(start, end - start);
}
