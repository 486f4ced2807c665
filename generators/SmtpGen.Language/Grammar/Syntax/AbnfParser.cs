using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>Reads a file of ABNF rules (RFC 5234, with the strings of RFC 7405).</summary>
public static class AbnfParser
{
    /// <summary>
    /// Reads all rules. A rule starts on each line that is indented no more than the first rule is; other lines continue
    /// the rule before. A rule that cannot be read is reported and left out, the others are still read.
    /// </summary>
    public static AbnfFile ParseFile(SourceText source)
    {
        var rules = new List<AbnfRule>();
        var diagnostics = new List<SpecDiagnostic>();
        List<int> starts = FindRuleStarts(source.Text);
        for (int i = 0; i < starts.Count; i++)
        {
            int end = i + 1 < starts.Count ? starts[i + 1] : source.Text.Length;
            if (new RuleParser(source, starts[i], end, diagnostics).ParseRule() is { } rule)
                rules.Add(rule);
        }

        return new AbnfFile(source, rules.ToEquatableArray(), diagnostics.ToEquatableArray());
    }

    private static List<int> FindRuleStarts(string text)
    {
        var starts = new List<int>();
        int margin = -1;
        for (int line = 0; line < text.Length; line = NextLine(text, line))
        {
            int first = line;
            while (first < text.Length && text[first] is ' ' or '\t')
                first++;

            bool isEmpty = first == text.Length || text[first] is '\r' or '\n' or ';' or '\f';
            if (isEmpty || (margin >= 0 && first - line > margin))
                continue;

            margin = margin < 0 ? first - line : margin;
            starts.Add(first);
        }

        return starts;
    }

    private static int NextLine(string text, int start)
    {
        int end = text.IndexOf('\n', start);
        return end < 0 ? text.Length : end + 1;
    }

    private sealed class RuleParser(SourceText source, int start, int end, List<SpecDiagnostic> diagnostics)
        : ExpressionParser(source, start, end, diagnostics)
    {
        public AbnfRule? ParseRule()
        {
            int start = Position;
            if (!IsLetter(Current))
            {
                Report($"Expected the name of a rule, found {Found()}; a continuation line is indented more than its rule.");
                return null;
            }

            string name = ReadName();
            TextSpan nameSpan = SpanFrom(start);
            SkipBlank();
            if (Current != '=')
            {
                Report($"Expected '=' or '=/' after {name}, found {Found()}.");
                return null;
            }

            Position++;
            bool isIncremental = Current == '/';
            if (isIncremental)
                Position++;

            if (ParseAlternation() is not { } definition)
                return null;

            SkipBlank();
            if (Position < End)
            {
                Report($"Unexpected {Found()} after the rule {name}.");
                return null;
            }

            return new AbnfRule(name, nameSpan, isIncremental, definition, Source);
        }

        protected override bool AtStop() => false;

        protected override void SkipBlank()
        {
            while (Position < End)
            {
                if (Current == ';')
                    Position = Math.Min(NextLine(Text, Position), End);
                else if (Current is ' ' or '\t' or '\r' or '\n' or '\f')
                    Position++;
                else
                    return;
            }
        }
    }
}
