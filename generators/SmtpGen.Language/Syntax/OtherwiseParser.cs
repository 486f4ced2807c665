namespace SmtpGen.Language.Syntax;

/// <summary>What is answered where no command's own rule says it: <c>otherwise { wrong state =&gt; reply -&gt; same }</c>.</summary>
internal sealed class OtherwiseParser(TokenReader tokens, OutcomeParser outcomes)
{
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
            return new OtherwiseRowSyntax(foreign, patterns, outcomes.Outcome());
        }

        if (tokens.AtWord("more"))
            return TallyRow(tokens.ToName(tokens.Take()));
        var input = tokens.ExpectName("an input such as 'wrong state'");
        while (tokens.Current.Kind == TokenKind.Word && !tokens.AtWord("unless"))
        {
            var word = tokens.ToName(tokens.Take());
            input = new Name(input.Text + " " + word.Text, new(input.Span.Start, word.Span.End - input.Span.Start), word.Source);
        }

        var unless = tokens.TryTakeWord("unless") ? tokens.ExpectName("an option") : null;
        return new OtherwiseRowSyntax(input, [], tokens.At("->") ? outcomes.Silent() : outcomes.Outcome(), null, unless);
    }

    // The limit belongs to the row's name: there may be a row for each.
    private OtherwiseRowSyntax TallyRow(Name keyword)
    {
        tokens.ExpectWord("than");
        var limit = tokens.ExpectName("a limit");
        var verbs = tokens.TryTakeWord("of") ? tokens.ExpectVerbs("a verb") : [];
        var replies = tokens.TryTakeWord("answered") ? tokens.ExpectNames("a reply") : [];
        if (verbs.Count + replies.Count == 0)
            throw tokens.Unexpected("'of' and verbs, or 'answered' and replies");
        var until = tokens.TryTakeWord("until") ? tokens.ExpectNames("a reply") : [];
        var input = new Name($"more than {limit.Text}", new(keyword.Span.Start, limit.Span.End - keyword.Span.Start), keyword.Source);
        return new OtherwiseRowSyntax(input, [], tokens.At("->") ? outcomes.Silent() : outcomes.Outcome(), new TallySyntax(limit, verbs, replies, until));
    }
}
