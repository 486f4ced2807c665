namespace SmtpGen.Language.Syntax;

/// <summary>What follows a reply: <c>then read BODY as dotted</c>, <c>then read line</c>, <c>then send</c>, <c>then upgrade</c>.</summary>
internal sealed class ThenParser(TokenReader tokens, ArgumentParser arguments, OutcomeParser outcomes)
{
    public ThenSyntax Then(Name keyword)
    {
        if (tokens.TryTakeWord("upgrade"))
            return new UpgradeSyntax(keyword);
        if (tokens.TryTakeWord("send"))
        {
            tokens.ExpectWord("body");
            tokens.ExpectWord("as");
            tokens.ExpectWord("dotted");
            return new SendBodySyntax(keyword);
        }

        if (!tokens.TryTakeWord("read"))
            throw tokens.Unexpected("'read', 'send' or 'upgrade'", ["read", "send", "upgrade"]);
        bool mayBeLine = tokens.AtWord("line");
        var body = tokens.ExpectName("'line' or the name of a body");
        // A body may be called 'line' too.
        return mayBeLine && !tokens.AtWord("as") ? Line(keyword) : ReadBody(keyword, body);
    }

    private ReadBodySyntax ReadBody(Name keyword, Name body)
    {
        tokens.ExpectWord("as");
        if (tokens.TryTakeWord("dotted"))
            return new ReadBodySyntax(keyword, body, null);
        if (!tokens.TryTakeWord("chunk"))
            throw tokens.Unexpected("'dotted' or 'chunk'", ["dotted", "chunk"]);
        tokens.ExpectWord("of");
        var length = tokens.ExpectName("the capture that counts the octets");
        tokens.ExpectWord("until");
        return new ReadBodySyntax(keyword, body, Chunk(length, tokens.ExpectName("the capture that marks the last chunk")));
    }

    private ChunkSyntax Chunk(Name length, Name last)
    {
        OutcomeSyntax? more = null;
        Name? refused = null;
        OutcomeSyntax? badFraming = null;
        OutcomeSyntax? nul = null;
        var clauses = new Clauses(tokens);
        tokens.Expect("{");
        while (!tokens.TryTake("}"))
        {
            tokens.Begin(ItemKind.Row);
            if (clauses.TryTakeWord("more"))
            {
                more = outcomes.Outcome();
            }
            else if (clauses.TryTakeWord("refused"))
            {
                tokens.Expect("->");
                refused = tokens.ExpectName("a state");
            }
            else if (clauses.TryTakeWord("bad", "bad framing"))
            {
                tokens.ExpectWord("framing");
                badFraming = outcomes.Outcome();
            }
            else if (clauses.TryTakeWord("nul"))
            {
                nul = outcomes.Outcome();
            }
            else
            {
                throw tokens.Unexpected("'more', 'refused', 'bad framing', 'nul' or '}'", ["more", "refused", "bad", "nul"]);
            }

            tokens.TryTake(";");
        }

        return new ChunkSyntax(length, last, more, refused, badFraming, nul);
    }

    private ReadLineSyntax Line(Name keyword)
    {
        var annotations = new Dictionary<string, CaptureAnnotation>(StringComparer.Ordinal);
        var (pattern, _) = arguments.Pattern(annotations, isGroup: true);
        tokens.ExpectWord("at");
        tokens.ExpectWord("most");
        var max = tokens.ExpectName("a number");
        tokens.ExpectWord("octets");
        Name? cancelText = null;
        OutcomeSyntax? cancel = null;
        OutcomeSyntax? badArguments = null;
        OutcomeSyntax? tooLong = null;
        var clauses = new Clauses(tokens);
        tokens.Expect("{");
        while (!tokens.TryTake("}"))
        {
            tokens.Begin(ItemKind.Row);
            if (tokens.Current.Kind == TokenKind.String)
            {
                clauses.Say(tokens.Current, "a line that cancels");
                cancelText = tokens.ToName(tokens.Take());
                cancel = outcomes.Outcome();
            }
            else if (clauses.TryTakeWord("bad", "bad arguments"))
            {
                tokens.ExpectWord("arguments");
                badArguments = outcomes.Outcome();
            }
            else if (clauses.TryTakeWord("line", "line too long"))
            {
                tokens.ExpectWord("too");
                tokens.ExpectWord("long");
                tooLong = outcomes.Outcome();
            }
            else
            {
                throw tokens.Unexpected("a line in quotes that gives up, 'bad arguments', 'line too long' or '}'");
            }

            tokens.TryTake(";");
        }

        return new ReadLineSyntax(keyword, pattern, annotations, max, cancelText, cancel, badArguments, tooLong);
    }
}
