namespace SmtpGen.Language.Syntax;

/// <summary>How a client counts octets of a command: <c>literals "{" "}" now "+" at most size { continue =&gt; ready -&gt; same; too big =&gt; too-big -&gt; same }</c>.</summary>
internal sealed class CountedParser(TokenReader tokens, OutcomeParser outcomes)
{
    public LiteralsMember Literals(Token keyword)
    {
        var open = tokens.ExpectString("what stands before the number of octets, such as \"{\"");
        var close = tokens.ExpectString("what stands after the number of octets, such as \"}\"");
        var now = tokens.TryTakeWord("now") ? tokens.ExpectString("the mark in quotes with which the client does not wait, such as \"+\"") : null;
        var limit = Limit();
        OutcomeSyntax? ready = null;
        OutcomeSyntax? tooBig = null;
        var clauses = new Clauses(tokens);
        tokens.Expect("{");
        while (!tokens.TryTake("}"))
        {
            tokens.Begin(ItemKind.Row);
            if (clauses.TryTakeWord("continue"))
                ready = outcomes.Outcome();
            else if (!TryTakeTooBig(clauses, ref tooBig))
                throw tokens.Unexpected("'continue', 'too big' or '}'", ["continue", "too"]);
            tokens.TryTake(";");
        }

        return new LiteralsMember(tokens.ToName(keyword), open, close, now, limit, ready, tooBig);
    }

    public ArraysMember Arrays(Token keyword)
    {
        var array = tokens.ExpectString("what stands before the number of elements, such as \"*\"");
        var element = tokens.ExpectString("what stands before the number of octets of an element, such as \"$\"");
        var limit = Limit();
        var (tooBig, badFraming) = Answers();
        return new ArraysMember(tokens.ToName(keyword), array, element, limit, tooBig, badFraming);
    }

    /// <summary>Reads <c>data (NAME) of CAPTURE at most LIMIT { answers }</c> after its first word.</summary>
    public DataSyntax Data(Token keyword)
    {
        tokens.Expect("(");
        var name = tokens.ExpectName("what the octets are called");
        tokens.Expect(")");
        tokens.ExpectWord("of");
        var length = tokens.ExpectName("the capture that counts the octets");
        var limit = Limit();
        var (tooBig, badFraming) = Answers();
        return new DataSyntax(tokens.ToName(keyword), name, length, limit, tooBig, badFraming);
    }

    private (OutcomeSyntax? TooBig, OutcomeSyntax? BadFraming) Answers()
    {
        OutcomeSyntax? tooBig = null;
        OutcomeSyntax? badFraming = null;
        var clauses = new Clauses(tokens);
        tokens.Expect("{");
        while (!tokens.TryTake("}"))
        {
            tokens.Begin(ItemKind.Row);
            if (clauses.TryTakeWord("bad", "bad framing"))
            {
                tokens.ExpectWord("framing");
                badFraming = outcomes.Outcome();
            }
            else if (!TryTakeTooBig(clauses, ref tooBig))
            {
                throw tokens.Unexpected("'too big', 'bad framing' or '}'", ["too", "bad"]);
            }

            tokens.TryTake(";");
        }

        return (tooBig, badFraming);
    }

    private Name Limit()
    {
        tokens.ExpectWord("at");
        tokens.ExpectWord("most");
        return tokens.ExpectName("a limit");
    }

    private bool TryTakeTooBig(Clauses clauses, ref OutcomeSyntax? tooBig)
    {
        if (!clauses.TryTakeWord("too", "too big"))
            return false;
        tokens.ExpectWord("big");
        tooBig = outcomes.Outcome();
        return true;
    }
}
