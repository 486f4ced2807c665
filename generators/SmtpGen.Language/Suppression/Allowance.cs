using System.Text.RegularExpressions;
using SmtpGen.Language.Format;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Suppression;

/// <summary>A comment that silences findings of a line: <c>// sgp: allow SGP0309 because REASON</c>.</summary>
/// <param name="Source">The file.</param>
/// <param name="Span">The comment.</param>
/// <param name="Line">The line that it speaks of, counted from 1.</param>
/// <param name="Ids">The ids that it names.</param>
/// <param name="Reason">Why; empty if it does not say it.</param>
internal sealed record Allowance(SourceText Source, TextSpan Span, int Line, IReadOnlyList<string> Ids, string Reason)
{
    /// <summary>What every such comment begins with.</summary>
    internal const string Mark = "sgp:";

    private static readonly Regex s_form = new(@"^//\s*sgp:\s*allow\b(?<ids>.*?)(\bbecause\b(?<reason>.*))?$", RegexOptions.CultureInvariant);

    /// <summary>The allowances of a file, in their order.</summary>
    public static IEnumerable<Allowance> In(SourceText source)
    {
        if (source.Text.IndexOf(Mark, StringComparison.Ordinal) < 0)
            yield break;
        var lexer = new Lexer(source);
        int end = 0;
        Token token;
        do
        {
            token = lexer.Next();
            foreach (var comment in Gap.Of(source.Text.Substring(end, token.Span.Start - end), isFirst: end == 0).Comments)
            {
                if (Read(source, comment, end, token.Span.Start) is { } allowance)
                    yield return allowance;
            }

            end = token.Span.End;
        }
        while (token.Kind != TokenKind.End);
    }

    // A comment that has its line for itself speaks of the next line that says something.
    private static Allowance? Read(SourceText source, Comment comment, int gap, int next)
    {
        if (s_form.Match(comment.Text) is not { Success: true } match)
            return null;
        var span = new TextSpan(gap + comment.Offset, comment.Text.Length);
        int line = source.GetLinePosition(comment.StartsLine ? next : span.Start).Line;
        return new Allowance(source, span, line, match.Groups["ids"].Value.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries), match.Groups["reason"].Value.Trim());
    }
}
