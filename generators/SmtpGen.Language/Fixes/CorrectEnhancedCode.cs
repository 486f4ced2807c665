using System.Globalization;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Fixes;

/// <summary>An enhanced code that contradicts its reply, or stands where none may.</summary>
internal static class CorrectEnhancedCode
{
    /// <summary>Gives a well-formed code the class of its reply.</summary>
    public static SpecFix Class(Name code, int digit)
    {
        string corrected = digit.ToString(CultureInfo.InvariantCulture) + code.Text.Substring(1);
        return new SpecFix($"Write {corrected}", new TextEdit(code.Source.Path, code.Span, corrected));
    }

    /// <summary>Takes the code away, with the blanks before it.</summary>
    public static SpecFix Remove(Name code)
    {
        int start = code.Span.Start;
        while (start > 0 && code.Source.Text[start - 1] is ' ' or '\t')
            start--;
        return new SpecFix($"Remove {code.Text}", new TextEdit(code.Source.Path, TextSpan.FromBounds(start, code.Span.End), ""));
    }
}
