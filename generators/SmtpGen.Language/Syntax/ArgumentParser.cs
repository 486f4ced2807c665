using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Syntax;

/// <summary>Argument patterns, which are ABNF, and what stands after a capture: <c>as</c>, <c>at most</c>, <c>else</c>.</summary>
internal sealed class ArgumentParser(TokenReader tokens)
{
    /// <summary>Reads a pattern at the current token, or what stands in one pair of parentheses; null when none stands there.</summary>
    /// <param name="annotations">Receives what stands after captures.</param>
    /// <param name="isGroup">Whether only what stands in one pair of parentheses is read.</param>
    /// <param name="isMember">Whether the next member follows it, and not a block.</param>
    public (GrammarNode? Node, string Text) Pattern(Dictionary<string, CaptureAnnotation> annotations, bool isGroup = false, bool isMember = false)
    {
        int start = tokens.Offset;
        int offset = start;
        var node = PatternParser.Parse(tokens.Source, ref offset, tokens.Diagnostics, ReadAnnotation, isGroup, isMember ? tokens.IsMemberKeyword : null);
        if (offset >= tokens.Source.Text.Length)
            tokens.Expected?.AddName(Expectations.Rule);
        if (offset > start)
            tokens.Layout.AddPattern(TextSpan.FromBounds(start, offset));
        tokens.Offset = offset;
        return (node, tokens.Source.Text.Substring(start, offset - start).Trim());

        void ReadAnnotation(string capture, ref int at)
        {
            var inner = new TokenReader(tokens.Source) { Expected = tokens.Expected, Offset = at };
            try
            {
                annotations[capture] = Annotation(inner, annotations.TryGetValue(capture, out var before) ? before : CaptureAnnotation.None);
                at = inner.Offset;
            }
            finally
            {
                tokens.Diagnostics.AddRange(inner.Diagnostics);
            }
        }
    }

    // All captures of one name are read alike, so what is said of one is said of all.
    private static CaptureAnnotation Annotation(TokenReader tokens, CaptureAnnotation before)
    {
        var views = before.As.ToList();
        Name? atMost = before.AtMost;
        Name? otherwise = before.Else;
        while (!tokens.At(")"))
        {
            if (tokens.TryTakeWord("as"))
            {
                var view = tokens.ExpectName("'u64', 'ascii', 'unquoted' or a rule");
                Once(tokens, CaptureAnnotation.IsRule(view) ? views.Find(CaptureAnnotation.IsRule) : null, view);
                views.Add(view);
            }
            else if (tokens.TryTakeWord("at"))
            {
                tokens.ExpectWord("most");
                var limit = tokens.ExpectName("a limit");
                Once(tokens, atMost, limit);
                atMost = limit;
            }
            else if (tokens.TryTakeWord("else"))
            {
                var reply = tokens.ExpectName("a reply");
                Once(tokens, otherwise, reply);
                otherwise = reply;
            }
            else
            {
                throw tokens.Unexpected("'as', 'at most', 'else' or ')'");
            }
        }

        return new CaptureAnnotation(views, atMost, otherwise);
    }

    private static void Once(TokenReader tokens, Name? before, Name now)
    {
        if (before is not null && before.Text != now.Text)
            tokens.Error(SyntaxRules.UnexpectedToken, now.Span, $"Of all captures of this name '{before}' is said already; write '{before}', or give this one another name.");
    }
}
