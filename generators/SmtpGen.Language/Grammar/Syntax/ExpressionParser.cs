using System.Globalization;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>
/// Reads ABNF elements (RFC 5234 Section 4). Files and inline patterns differ in what counts as blank, where an expression
/// stops and whether captures may stand in it. A method that returns null has reported why.
/// </summary>
internal abstract class ExpressionParser(SourceText source, int start, int end, List<SpecDiagnostic> diagnostics)
{
    private const int MaxRepetition = 65535;

    protected SourceText Source { get; } = source;

    protected string Text { get; } = source.Text;

    protected int Position { get; set; } = start;

    protected int End { get; } = end;

    /// <summary>The character at the position; NUL behind the last one.</summary>
    protected char Current => Peek(0);

    protected char Peek(int distance) => Position + distance < End ? Text[Position + distance] : '\0';

    protected abstract void SkipBlank();

    /// <summary>Whether something stands here that ends every expression, however deep.</summary>
    protected abstract bool AtStop();

    /// <summary>Reads what stands between parentheses; the position is behind the opening one.</summary>
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

    protected bool Expect(char closing, string what)
    {
        SkipBlank();
        if (Current == closing && Position < End)
        {
            Position++;
            return true;
        }

        Report($"Expected '{closing}' to close {what}, found {Found()}.");
        return false;
    }

    protected string ReadName()
    {
        int start = Position;
        while (IsNameCharacter(Current))
            Position++;

        return Text.Substring(start, Position - start);
    }

    protected TextSpan SpanFrom(int start) => TextSpan.FromBounds(start, Position);

    protected void Report(string message) =>
        Report(GrammarRules.SyntaxError, new TextSpan(Position, Position < End ? 1 : 0), message);

    protected void Report(DiagnosticRule rule, TextSpan span, string message) =>
        diagnostics.Add(new SpecDiagnostic(rule, Source, span, message));

    protected string Found()
    {
        if (Position >= End)
            return "the end";

        return Current is '\r' or '\n' ? "the end of the line" : $"'{Current}'";
    }

    protected static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    protected static bool IsDigit(char c) => c is >= '0' and <= '9';

    protected static bool IsNameCharacter(char c) => IsLetter(c) || IsDigit(c) || c == '-';

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

    private GrammarNode? ParseRepetition()
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

    private GrammarNode? ParseElement()
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

    private GrammarNode? ParsePercent(int start)
    {
        char kind = Current;
        switch (kind)
        {
            case 's' or 'S' or 'i' or 'I' when Peek(1) == '"':
                Position++;
                return ParseString(start, isCaseSensitive: kind is 's' or 'S');
            case 'd' or 'D':
                Position++;
                return ParseValues(start, 10);
            case 'x' or 'X':
                Position++;
                return ParseValues(start, 16);
            case 'b' or 'B':
                Position++;
                return ParseValues(start, 2);
            default:
                Report($"Expected d, x, b, s\" or i\" after '%', found {Found()}.");
                return null;
        }
    }

    private StringTerminal? ParseString(int start, bool isCaseSensitive)
    {
        int open = Position++;
        while (Position < End && Current != '"')
        {
            if (Current is < ' ' or > '~')
            {
                Report(
                    Current is '\r' or '\n'
                        ? "The text is not closed; expected '\"' before the end of the line."
                        : "Only printable US-ASCII may stand between quotes; write other octets as %x values.");
                return null;
            }

            Position++;
        }

        if (Position >= End)
        {
            Report("The text is not closed; expected '\"'.");
            return null;
        }

        string text = Text.Substring(open + 1, Position - open - 1);
        Position++;
        return new StringTerminal(text, isCaseSensitive, SpanFrom(start));
    }

    private Prose? ParseProse()
    {
        int start = Position;
        while (Position < End && Current is not ('>' or '\r' or '\n'))
            Position++;

        if (Current != '>')
        {
            Report("The description is not closed; expected '>'.");
            return null;
        }

        Position++;
        return new Prose(Text.Substring(start + 1, Position - start - 2), SpanFrom(start));
    }

    private GrammarNode? ParseValues(int start, int numberBase)
    {
        if (ReadValue(numberBase) is not { } first)
            return null;

        if (Current == '-')
        {
            Position++;
            if (ReadValue(numberBase) is not { } last)
                return null;

            if (first <= last)
                return new ByteRange(first, last, SpanFrom(start));

            TextSpan span = SpanFrom(start);
            Report(GrammarRules.ValueRange, span, $"{Source.GetText(span)} runs backwards; write the smaller value first.");
            return new ByteRange(last, first, span);
        }

        var octets = new List<byte> { first };
        while (Current == '.')
        {
            Position++;
            if (ReadValue(numberBase) is not { } octet)
                return null;

            octets.Add(octet);
        }

        return new ByteSequence(octets.ToEquatableArray(), SpanFrom(start));
    }

    private byte? ReadValue(int numberBase)
    {
        int start = Position;
        int value = 0;
        for (int digit = DigitValue(Current); digit < numberBase; digit = DigitValue(Current))
        {
            value = Math.Min((value * numberBase) + digit, byte.MaxValue + 1);
            Position++;
        }

        if (Position == start)
        {
            Report($"Expected a digit, found {Found()}.");
            return null;
        }

        if (value <= byte.MaxValue)
            return (byte)value;

        TextSpan span = SpanFrom(start);
        Report(
            GrammarRules.ValueRange,
            span,
            $"{Source.GetText(span)} is no octet; write at most 255, and characters beyond as their UTF-8 octets.");
        return byte.MaxValue;
    }

    private bool TakeSlash()
    {
        if (Current != '/' || AtStop())
            return false;

        Position++;
        return true;
    }

    private static int DigitValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => int.MaxValue,
    };

    private static TextSpan Around(List<GrammarNode> nodes) =>
        TextSpan.FromBounds(nodes[0].Span.Start, nodes[nodes.Count - 1].Span.End);
}
