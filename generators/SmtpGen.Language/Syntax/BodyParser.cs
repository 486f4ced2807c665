namespace SmtpGen.Language.Syntax;

/// <summary>Bodies and their answers: <c>body message at most size { =&gt; queued -&gt; Idle }</c>.</summary>
internal sealed class BodyParser(TokenReader tokens, OutcomeParser outcomes)
{
    public BodyMember Body(Token keyword)
    {
        var name = tokens.ExpectName("the name of the body");
        Name? limit = null;
        Name? per = null;
        List<Name> rawWhen = [];
        var clauses = new Clauses(tokens);
        while (true)
        {
            if (clauses.TryTakeWord("at", "at most"))
            {
                tokens.ExpectWord("most");
                limit = tokens.ExpectName("a limit");
            }
            else if (clauses.TryTakeWord("per"))
            {
                per = tokens.ExpectVerb("a verb");
            }
            else if (clauses.TryTakeWord("raw", "raw when"))
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
        return new BodyMember(tokens.ToName(keyword), name, keyword.Doc, limit, per, rawWhen, answers.Outcomes, answers.TooBig, answers.BadFraming, answers.Nul);
    }

    private BodyAnswers Answers()
    {
        var answers = new List<OutcomeSyntax>();
        OutcomeSyntax? tooBig = null;
        OutcomeSyntax? badFraming = null;
        NulSyntax? nul = null;
        var clauses = new Clauses(tokens);
        tokens.Expect("{");
        while (!tokens.TryTake("}"))
        {
            tokens.Begin(ItemKind.Row);
            if (clauses.TryTakeWord("too", "too big"))
            {
                tokens.ExpectWord("big");
                tooBig = outcomes.Outcome();
            }
            else if (clauses.TryTakeWord("bad", "bad framing"))
            {
                tokens.ExpectWord("framing");
                badFraming = outcomes.Outcome();
            }
            else if (tokens.AtWord("nul"))
            {
                clauses.Say(tokens.Current, "nul");
                var keyword = tokens.ToName(tokens.Take());
                var unless = tokens.TryTakeWord("unless") ? tokens.ExpectName("an option") : null;
                nul = new NulSyntax(keyword, unless, outcomes.Outcome());
            }
            else
            {
                answers.Add(outcomes.Outcome());
            }

            tokens.TryTake(";");
        }

        return new BodyAnswers(answers, tooBig, badFraming, nul);
    }

    private sealed record BodyAnswers(List<OutcomeSyntax> Outcomes, OutcomeSyntax? TooBig, OutcomeSyntax? BadFraming, NulSyntax? Nul)
    {
        public static BodyAnswers None { get; } = new([], null, null, null);
    }
}
