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
            if (clauses.TryTakeWord("continue"))
                ready = outcomes.Outcome();
            else if (!TryTakeTooBig(clauses, ref tooBig))
                throw tokens.Unexpected("'continue', 'too big' or '}'", ["continue", "too"]);
            tokens.TryTake(";");
        }

        return new LiteralsMember(tokens.ToName(keyword), open, close, now, limit, ready, tooBig);
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
