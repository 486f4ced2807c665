namespace SmtpGen.Language.Syntax;

/// <summary>Replies and where they lead: <c>=&gt; reply -&gt; State</c>.</summary>
internal sealed class OutcomeParser(TokenReader tokens, ArgumentParser arguments)
{
    public ConnectMember Connect(Token keyword) => new(tokens.ToName(keyword), tokens.ExpectBlock(() => tokens.At("=>") ? Outcome() : Silent()));

    public UnsolicitedMember Unsolicited(Token keyword)
    {
        var replies = tokens.ExpectNames("a reply");
        tokens.ExpectWord("in");
        return new UnsolicitedMember(tokens.ToName(keyword), replies, tokens.At("*") ? [tokens.ToName(tokens.Take())] : tokens.ExpectNames("a state or '*'"));
    }

    public OutcomeSyntax Outcome()
    {
        tokens.Expect("=>");
        var replies = tokens.ExpectNames("a reply");
        return Rest(replies);
    }

    /// <summary>Reads <c>then read BODY ...</c>, or <c>-&gt; STATE</c>, without a reply before it.</summary>
    public OutcomeSyntax Silent() => Rest([]);

    private OutcomeSyntax Rest(List<Name> replies)
    {
        var sets = new List<Name>();
        var clears = new List<Name>();
        Flags(sets, clears);
        ThenSyntax? then = null;
        if (tokens.AtWord("then"))
        {
            then = new ThenParser(tokens, arguments, this).Then(tokens.ToName(tokens.Take()));
            Flags(sets, clears);
        }

        if (then is ReadBodySyntax or ReadLineSyntax)
            return new OutcomeSyntax(replies, sets, clears, null, then);
        tokens.Expect("->");
        return new OutcomeSyntax(replies, sets, clears, tokens.ExpectName("a state or 'same'"), then);
    }

    private void Flags(List<Name> sets, List<Name> clears)
    {
        while (true)
        {
            if (tokens.TryTakeWord("sets"))
                sets.AddRange(tokens.ExpectNames("a flag"));
            else if (tokens.TryTakeWord("clears"))
                clears.AddRange(tokens.ExpectNames("a flag"));
            else
                return;
        }
    }
}
