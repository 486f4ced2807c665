using System.Globalization;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>
/// Reads ABNF elements (RFC 5234 Section 4). Files and inline patterns differ in what counts as blank, where an expression
/// stops and whether captures may stand in it. A method that returns null has reported why.
/// </summary>
internal abstract class ExpressionParser(SourceText source, int start, int end, List<SpecDiagnostic> diagnostics)
    : TerminalParser(source, start, end, diagnostics)
{
    private const int MaxRepetition = 65535;
    private const int MaxDepth = 64;

    private int _depth;

    /// <summary>Whether something stands here that ends every expression, however deep.</summary>
    protected abstract bool AtStop();

    /// <summary>Reads what stands between parentheses; the position is after the opening one.</summary>
    protected virtual GrammarNode? ParseParenthesized(int start)
    {
        GrammarNode? inner = ParseAlternation();
        return inner is not null && Expect(')', "the group") ? inner with { Span = SpanFrom(start) } : null;
    }

    protected GrammarNode? ParseAlternation()
    {
        var alternatives = new List<GrammarNode>();
        do
        {
            if (ParseConcatenation() is not { } alternative)
                return null;

            alternatives.Add(alternative);
            SkipBlank();
        }
        while (TakeSlash());

        return alternatives.Count == 1
            ? alternatives[0]
            : new Alternation(alternatives.ToEquatableArray(), Around(alternatives));
    }

    private GrammarNode? ParseConcatenation()
    {
        var parts = new List<GrammarNode>();
        for (SkipBlank(); Position < End && Current is not ('/' or ')' or ']') && !AtStop(); SkipBlank())
        {
            if (ParseRepetition() is not { } part)
                return null;

            parts.Add(part);
        }

        if (parts.Count == 0)
        {
            Report($"Expected a rule name, \"text\", %d, %x, '(' or '[', found {Found()}.");
            return null;
        }

        return parts.Count == 1 ? parts[0] : new Concatenation(parts.ToEquatableArray(), Around(parts));
    }

    protected GrammarNode? ParseRepetition()
    {
        int start = Position;
        int? min = ReadCount();
        int? max = min;
        bool repeats = min is not null;
        if (Current == '*')
        {
            Position++;
            repeats = true;
            max = ReadCount();
        }

        TextSpan counts = SpanFrom(start);
        if (ParseElement() is not { } item)
            return null;

        if (!repeats)
            return item;

        int least = min ?? 0;
        if (least > max)
        {
            string written = Source.GetText(counts);
            Report(
                GrammarRules.RepetitionRange,
                counts,
                $"\"{written}\" asks for at least {least} and at most {max}; write {max}*{least}.");
            max = least;
        }

        return new Repetition(item, least, max, SpanFrom(start));
    }

    private int? ReadCount()
    {
        int start = Position;
        while (IsDigit(Current))
            Position++;

        if (Position == start)
            return null;

        string digits = Text.Substring(start, Position - start);
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= MaxRepetition)
            return count;

        Report(GrammarRules.RepetitionRange, SpanFrom(start), $"{digits} is too large; repeat at most {MaxRepetition} times.");
        return MaxRepetition;
    }

    protected GrammarNode? ParseElement()
    {
        if (_depth == MaxDepth)
        {
            Report($"Parentheses and brackets stand inside each other more than {MaxDepth} deep here; give the inner ones a rule of their own.");
            return null;
        }

        _depth++;
        var element = ParseNestable();
        _depth--;
        return element;
    }

    private GrammarNode? ParseNestable()
    {
        int start = Position;
        switch (Current)
        {
            case '(':
                Position++;
                return ParseParenthesized(start);
            case '[':
                Position++;
                GrammarNode? inner = ParseAlternation();
                return inner is not null && Expect(']', "the option")
                    ? new Repetition(inner, 0, 1, SpanFrom(start))
                    : null;
            case '"':
                return ParseString(start, isCaseSensitive: false);
            case '%':
                Position++;
                return ParsePercent(start);
            case '<':
                return ParseProse();
            default:
                if (IsLetter(Current))
                    return new RuleReference(ReadName(), SpanFrom(start));

                Report($"Expected a rule name, \"text\", %d, %x, '(' or '[', found {Found()}.");
                return null;
        }
    }

    private bool TakeSlash()
    {
        if (Current != '/' || AtStop())
            return false;

        Position++;
        return true;
    }

    private static TextSpan Around(List<GrammarNode> nodes) =>
        TextSpan.FromBounds(nodes[0].Span.Start, nodes[nodes.Count - 1].Span.End);
}
