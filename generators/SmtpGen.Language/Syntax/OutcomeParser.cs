namespace SmtpGen.Language.Syntax;

/// <summary>Replies and where they lead: <c>=&gt; reply -&gt; State</c>, bodies, connect, otherwise.</summary>
internal sealed class OutcomeParser(TokenReader tokens, ArgumentParser arguments)
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

        if (tokens.AtWord("more"))
            return TallyRow(tokens.ToName(tokens.Take()));
        var input = tokens.ExpectName("an input such as 'wrong state'");
        while (tokens.Current.Kind == TokenKind.Word)
        {
            var word = tokens.ToName(tokens.Take());
            input = new Name(input.Text + " " + word.Text, new(input.Span.Start, word.Span.End - input.Span.Start), word.Source);
        }

        return new OtherwiseRowSyntax(input, [], tokens.At("->") ? Silent() : Outcome());
    }

    // The limit belongs to the row's name: there may be a row for each.
    private OtherwiseRowSyntax TallyRow(Name keyword)
    {
        tokens.ExpectWord("than");
        var limit = tokens.ExpectName("a limit");
        var verbs = tokens.TryTakeWord("of") ? tokens.ExpectNames("a verb") : [];
        var replies = tokens.TryTakeWord("answered") ? tokens.ExpectNames("a reply") : [];
        if (verbs.Count + replies.Count == 0)
            throw tokens.Unexpected("'of' and verbs, or 'answered' and replies");
        var until = tokens.TryTakeWord("until") ? tokens.ExpectNames("a reply") : [];
        var input = new Name($"more than {limit.Text}", new(keyword.Span.Start, limit.Span.End - keyword.Span.Start), keyword.Source);
        return new OtherwiseRowSyntax(input, [], tokens.At("->") ? Silent() : Outcome(), new TallySyntax(limit, verbs, replies, until));
    }

    public OutcomeSyntax Outcome()
    {
        tokens.Expect("=>");
        var replies = tokens.ExpectNames("a reply");
        return Rest(replies);
    }

    /// <summary>Reads <c>then read BODY ...</c>, or <c>-&gt; STATE</c>, without a reply before it.</summary>
    public OutcomeSyntax Silent() => Rest([]);

    public BodyMember Body(Token keyword)
    {
        var name = tokens.ExpectName("the name of the body");
        Name? limit = null;
        Name? per = null;
        List<Name> rawWhen = [];
        while (true)
        {
            if (tokens.TryTakeWord("at"))
            {
                tokens.ExpectWord("most");
                limit = tokens.ExpectName("a limit");
            }
            else if (tokens.TryTakeWord("per"))
            {
                per = tokens.ExpectName("a verb");
            }
            else if (tokens.TryTakeWord("raw"))
            {
                tokens.ExpectWord("when");
                rawWhen = tokens.ExpectNames("a flag");
            }
            else
            {
                break;
            }
        }

        var answers = tokens.At("{") ? Answers() : BodyAnswers.None;
        return new BodyMember(tokens.ToName(keyword), name, keyword.Doc, limit, per, rawWhen, answers.Outcomes, answers.TooBig, answers.BadFraming);
    }

    private OutcomeSyntax Rest(List<Name> replies)
    {
        var sets = new List<Name>();
        var clears = new List<Name>();
        Flags(sets, clears);
        ThenSyntax? then = null;
        if (tokens.AtWord("then"))
        {
            then = Then(tokens.ToName(tokens.Take()));
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

    private ThenSyntax Then(Name keyword)
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
            throw tokens.Unexpected("'read', 'send' or 'upgrade'");
        return tokens.TryTakeWord("line") ? Line(keyword) : ReadBody(keyword);
    }

    private ReadBodySyntax ReadBody(Name keyword)
    {
        var body = tokens.ExpectName("'line' or the name of a body");
        tokens.ExpectWord("as");
        if (tokens.TryTakeWord("dotted"))
            return new ReadBodySyntax(keyword, body, null);
        if (!tokens.TryTakeWord("chunk"))
            throw tokens.Unexpected("'dotted' or 'chunk'");
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
        tokens.Expect("{");
        while (!tokens.TryTake("}"))
        {
            if (tokens.TryTakeWord("more"))
            {
                more = Outcome();
            }
            else if (tokens.TryTakeWord("refused"))
            {
                tokens.Expect("->");
                refused = tokens.ExpectName("a state");
            }
            else if (tokens.TryTakeWord("bad"))
            {
                tokens.ExpectWord("framing");
                badFraming = Outcome();
            }
            else
            {
                throw tokens.Unexpected("'more', 'refused', 'bad framing' or '}'");
            }

            tokens.TryTake(";");
        }

        return new ChunkSyntax(length, last, more, refused, badFraming);
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
        tokens.Expect("{");
        while (!tokens.TryTake("}"))
        {
            if (tokens.Current.Kind == TokenKind.String)
            {
                cancelText = tokens.ToName(tokens.Take());
                cancel = Outcome();
            }
            else if (tokens.TryTakeWord("bad"))
            {
                tokens.ExpectWord("arguments");
                badArguments = Outcome();
            }
            else if (tokens.TryTakeWord("line"))
            {
                tokens.ExpectWord("too");
                tokens.ExpectWord("long");
                tooLong = Outcome();
            }
            else
            {
                throw tokens.Unexpected("a line in quotes that gives up, 'bad arguments', 'line too long' or '}'");
            }

            tokens.TryTake(";");
        }

        return new ReadLineSyntax(keyword, pattern, annotations, max, cancelText, cancel, badArguments, tooLong);
    }

    private BodyAnswers Answers()
    {
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

        return new BodyAnswers(outcomes, tooBig, badFraming);
    }

    private sealed record BodyAnswers(List<OutcomeSyntax> Outcomes, OutcomeSyntax? TooBig, OutcomeSyntax? BadFraming)
    {
        public static BodyAnswers None { get; } = new([], null, null);
    }
}
