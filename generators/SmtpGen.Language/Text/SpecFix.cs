namespace SmtpGen.Language.Text;

/// <summary>The edits that put one finding right. There is one only where what is right is certain.</summary>
/// <param name="Title">What is done, as a menu shows it.</param>
/// <param name="Edits">The edits, which may lie in several files.</param>
public sealed record SpecFix(string Title, EquatableArray<TextEdit> Edits)
{
    /// <summary>A fix of a single edit.</summary>
    internal SpecFix(string title, TextEdit edit) : this(title, [edit])
    {
    }
}
