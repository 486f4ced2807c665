using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>Reads the elements of ABNF that name octets: strings, numeric values and descriptions in words.</summary>
internal abstract class TerminalParser(SourceText source, int start, int end, List<SpecDiagnostic> diagnostics)
    : SyntaxCursor(source, start, end, diagnostics)
{
    protected GrammarNode? ParsePercent(int start)
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

    protected StringTerminal? ParseString(int start, bool isCaseSensitive)
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

    protected Prose? ParseProse()
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
            $"{Source.GetText(span)} is not an octet; write at most 255, and characters beyond as their UTF-8 octets.");
        return byte.MaxValue;
    }

    private static int DigitValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => int.MaxValue,
    };
}
