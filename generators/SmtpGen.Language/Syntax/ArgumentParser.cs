using SmtpGen.Language.Grammar;

namespace SmtpGen.Language.Syntax;

/// <summary>Argument patterns, which are ABNF, and what stands behind a capture: <c>as</c>, <c>at most</c>, <c>else</c>.</summary>
internal sealed class ArgumentParser(TokenReader tokens)
{
    /// <summary>Reads a pattern at the current token, or what stands in one pair of parentheses; null when none stands there.</summary>
    public (GrammarNode? Node, string Text) Pattern(Dictionary<string, CaptureAnnotation> annotations, bool isGroup = false)
    {
        int start = tokens.Offset;
        int offset = start;
        var node = PatternParser.Parse(tokens.Source, ref offset, tokens.Diagnostics, ReadAnnotation, isGroup);
        tokens.Offset = offset;
        return (node, tokens.Source.Text.Substring(start, offset - start).Trim());

        void ReadAnnotation(string capture, ref int at)
        {
            var inner = new TokenReader(tokens.Source) { Offset = at };
            annotations[capture] = Annotation(inner);
            at = inner.Offset;
            tokens.Diagnostics.AddRange(inner.Diagnostics);
        }
    }

    private static CaptureAnnotation Annotation(TokenReader tokens)
    {
        var views = new List<Name>();
        Name? atMost = null;
        Name? otherwise = null;
        while (!tokens.At(")"))
        {
            if (tokens.TryTakeWord("as"))
            {
                views.Add(tokens.ExpectName("'u64', 'ascii' or a rule"));
            }
            else if (tokens.TryTakeWord("at"))
            {
                tokens.ExpectWord("most");
                atMost = tokens.ExpectName("a limit");
            }
            else if (tokens.TryTakeWord("else"))
            {
                otherwise = tokens.ExpectName("a reply");
            }
            else
            {
                throw tokens.Unexpected("'as', 'at most', 'else' or ')'");
            }
        }

        return new CaptureAnnotation(views, atMost, otherwise);
    }
}
