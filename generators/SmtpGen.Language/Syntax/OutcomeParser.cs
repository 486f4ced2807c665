namespace SmtpGen.Language.Syntax;

/// <summary>Replies and where they lead: <c>=&gt; reply -&gt; State</c>, bodies, connect, otherwise.</summary>
internal sealed class OutcomeParser(TokenReader tokens)
{
    public ConnectMember Connect(Token keyword) => new(tokens.ToName(keyword), tokens.ExpectBlock(Outcome));

    public OtherwiseMember Otherwise(Token keyword) => new(tokens.ToName(keyword), tokens.ExpectBlock(Row));

    private OtherwiseRowSyntax Row()
    {
        if (tokens.AtWord("foreign"))
        {
            var foreign = tokens.ToName(tokens.Take());
            var patterns = new List<Name>();
            do
            {
                patterns.Add(tokens.Current.Kind == TokenKind.Octet
                    ? tokens.ToName(tokens.Take())
                    : tokens.ExpectString("a verb in quotes or an octet such as %x16"));
            }
            while (tokens.TryTake(","));
            return new OtherwiseRowSyntax(foreign, patterns, Outcome());
        }

        var input = tokens.ExpectName("an input such as 'wrong state'");
        while (tokens.Current.Kind == TokenKind.Word)
        {
            var word = tokens.ToName(tokens.Take());
            input = new Name(input.Text + " " + word.Text, new(input.Span.Start, word.Span.End - input.Span.Start), word.Source);
        }

        return new OtherwiseRowSyntax(input, [], Outcome());
    }

    public OutcomeSyntax Outcome()
    {
        tokens.Expect("=>");
        var replies = tokens.ExpectNames("a reply");
        var sets = new List<Name>();
        var clears = new List<Name>();
        while (true)
        {
            if (tokens.TryTakeWord("sets"))
                sets.AddRange(tokens.ExpectNames("a flag"));
            else if (tokens.TryTakeWord("clears"))
                clears.AddRange(tokens.ExpectNames("a flag"));
            else
                break;
        }

        if (tokens.TryTakeWord("then"))
            return new OutcomeSyntax(replies, sets, clears, null, Body());

        tokens.Expect("->");
        return new OutcomeSyntax(replies, sets, clears, tokens.ExpectName("a state or 'same'"), null);
    }

    private BodySyntax Body()
    {
        tokens.ExpectWord("read");
        tokens.ExpectWord("body");
        tokens.ExpectWord("as");
        var mode = tokens.ExpectName("'dotted'");
        Name? limit = null;
        if (tokens.TryTakeWord("at"))
        {
            tokens.ExpectWord("most");
            limit = tokens.ExpectName("a limit");
        }

        var outcomes = new List<OutcomeSyntax>();
        OutcomeSyntax? tooBig = null;
        OutcomeSyntax? badFraming = null;
        tokens.Expect("{");
        while (!tokens.TryTake("}"))
        {
            if (tokens.TryTakeWord("too"))
            {
                tokens.ExpectWord("big");
                tooBig = Outcome();
            }
            else if (tokens.TryTakeWord("bad"))
            {
                tokens.ExpectWord("framing");
                badFraming = Outcome();
            }
            else
            {
                outcomes.Add(Outcome());
            }

            tokens.TryTake(";");
        }

        return new BodySyntax(mode, limit, outcomes, tooBig, badFraming);
    }
}
