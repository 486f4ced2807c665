using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>Reads what a specification says about a capture after its expression, such as <c>as u64 else too-big</c>.</summary>
/// <param name="captureName">Name of the capture.</param>
/// <param name="offset">On entry the offset of the first word; on return that of the closing parenthesis.</param>
public delegate void CaptureAnnotationParser(string captureName, ref int offset);

/// <summary>Reads the inline patterns of a specification: ABNF expressions with captures, <c>(name: expression)</c>.</summary>
public static class PatternParser
{
    private static readonly string[] s_reservedWords = ["as", "at", "else", "when", "cites", "sets"];

    /// <summary>
    /// Reads a pattern. It ends before <c>{</c>, <c>}</c>, <c>;</c>, <c>)</c> and <c>]</c> that it did not open,
    /// <c>=&gt;</c>, <c>//</c>, <c>[params]</c>, one of the words as, at, else, when, cites, sets, or the end.
    /// </summary>
    /// <param name="source">The specification.</param>
    /// <param name="offset">Where the pattern starts; on return where it ends, also after an error.</param>
    /// <param name="diagnostics">Receives what could not be read.</param>
    /// <param name="annotations">Reads what follows the expression of a capture; null where nothing may follow.</param>
    /// <param name="isGroup">Whether the pattern is what stands in one pair of parentheses.</param>
    /// <param name="endsAt">Tells further words that end it outside of parentheses; null: there are none.</param>
    /// <returns>The pattern; null when there is none, or, with a diagnostic added, when it cannot be read.</returns>
    public static GrammarNode? Parse(
        SourceText source, ref int offset, List<SpecDiagnostic> diagnostics, CaptureAnnotationParser? annotations = null, bool isGroup = false,
        Func<string, bool>? endsAt = null)
    {
        var reader = new PatternReader(source, offset, diagnostics, annotations, endsAt);
        GrammarNode? pattern = reader.ParsePattern(isGroup);
        offset = reader.Offset;
        return pattern;
    }

    private sealed class PatternReader(
        SourceText source, int start, List<SpecDiagnostic> diagnostics, CaptureAnnotationParser? annotations, Func<string, bool>? endsAt)
        : ExpressionParser(source, start, source.Text.Length, diagnostics)
    {
        private int _openParentheses;

        public int Offset => Position;

        public GrammarNode? ParsePattern(bool isGroup)
        {
            SkipBlank();
            if (Position >= End || Current is ')' or ']' || AtStop())
                return null;

            GrammarNode? pattern = isGroup ? ParseElement() : ParseAlternation();
            if (pattern is null)
                SkipToStop();

            return pattern;
        }

        protected override void SkipBlank()
        {
            while (Current is ' ' or '\t' or '\r' or '\n')
                Position++;
        }

        protected override bool AtStop() => Current switch
        {
            '{' or '}' or ';' => true,
            '=' => Peek(1) == '>',
            '/' => Peek(1) == '/',
            '[' => AtParameters(),
            _ => AtReservedWord(),
        };

        protected override GrammarNode? ParseParenthesized(int start)
        {
            _openParentheses++;
            GrammarNode? node = TryReadCaptureName(out string name, out TextSpan nameSpan)
                ? ParseCapture(start, name, nameSpan)
                : base.ParseParenthesized(start);
            if (node is not null)
                _openParentheses--;

            return node;
        }

        private Capture? ParseCapture(int start, string name, TextSpan nameSpan)
        {
            byte? separator = null;
            if ((TryTakeListOf() ? ParseList(out separator) : ParseAlternation()) is not { } item)
                return null;

            SkipBlank();
            if (AtReservedWord())
            {
                if (annotations is null)
                {
                    Report($"Nothing may follow the expression of the capture {name}; expected ')'.");
                    return null;
                }

                int offset = Position;
                annotations(name, ref offset);
                Position = offset;
            }

            return Expect(')', $"the capture {name}") ? new Capture(name, nameSpan, item, SpanFrom(start)) { Separator = separator } : null;
        }

        // `list of` is two words before an element; elsewhere they are names of rules.
        private bool TryTakeListOf()
        {
            int before = Position;
            SkipBlank();
            if (IsLetter(Current) && ReadName() == "list")
            {
                SkipBlank();
                if (IsLetter(Current) && ReadName() == "of")
                {
                    SkipBlank();
                    if (Current is not (')' or '/') && !AtStop())
                        return true;
                }
            }

            Position = before;
            return false;
        }

        // A list of elements is an element, and others that each follow a separator.
        private Concatenation? ParseList(out byte? separator)
        {
            separator = (byte)' ';
            int start = Position;
            if (ParseRepetition() is not { } element)
                return null;
            var elements = SpanFrom(start);
            SkipBlank();
            if (TryTakeBy() && (separator = ParseSeparator()) is null)
                return null;
            var next = new Concatenation([new ByteSequence([separator.Value], elements), element], elements);
            return new Concatenation([element, new Repetition(next, 0, null, elements)], elements);
        }

        private bool TryTakeBy()
        {
            int before = Position;
            if (IsLetter(Current) && ReadName() == "by")
                return true;
            Position = before;
            return false;
        }

        private byte? ParseSeparator()
        {
            SkipBlank();
            int start = Position;
            switch (ParseElement())
            {
                case StringTerminal { Text: [var character] }:
                    return (byte)character;
                case ByteSequence { Octets: { Count: 1 } octets }:
                    return octets[0];
                case null:
                    return null;
                default:
                    Report(GrammarRules.SyntaxError, SpanFrom(start), "The elements of a list are separated by one octet; write it after 'by', such as \",\" or %x3B.");
                    return null;
            }
        }

        private bool TryReadCaptureName(out string name, out TextSpan span)
        {
            int before = Position;
            SkipBlank();
            int start = Position;
            name = IsLetter(Current) ? ReadName() : "";
            span = SpanFrom(start);
            SkipBlank();
            if (name.Length > 0 && Current == ':')
            {
                Position++;
                return true;
            }

            Position = before;
            return false;
        }

        private bool AtParameters()
        {
            int before = Position++;
            SkipBlank();
            bool isParameters = ReadName() == "params";
            SkipBlank();
            isParameters &= Current == ']';
            Position = before;
            return isParameters;
        }

        private bool AtReservedWord()
        {
            if (!IsLetter(Current))
                return false;

            int before = Position;
            string word = ReadName();
            Position = before;
            return Array.IndexOf(s_reservedWords, word) >= 0 || (_openParentheses == 0 && endsAt?.Invoke(word) == true);
        }

        /// <summary>After an error, goes to where the specification goes on.</summary>
        private void SkipToStop()
        {
            for (; Position < End && Current is not ('{' or '}' or ';'); Position++)
            {
                if (_openParentheses == 0 && (Current is ')' || AtStop()))
                    return;

                if (Current == '"')
                    SkipString();
                else if (IsNameCharacter(Current))
                    SkipName();
                else if (Current == '(')
                    _openParentheses++;
                else if (Current == ')')
                    _openParentheses--;
            }
        }

        private void SkipName()
        {
            while (IsNameCharacter(Peek(1)))
                Position++;
        }

        private void SkipString()
        {
            int close = Text.IndexOfAny(['"', '\r', '\n'], Position + 1);
            if (close > 0 && Text[close] == '"')
                Position = close;
        }
    }
}
