namespace SmtpGen.Language.Text;

/// <summary>One change of one file.</summary>
/// <param name="Path">The file, as its <see cref="SourceText.Path"/> names it.</param>
/// <param name="Span">The characters that go; of length 0 where something is only put in.</param>
/// <param name="NewText">What comes in their place.</param>
public sealed record TextEdit(string Path, TextSpan Span, string NewText);
