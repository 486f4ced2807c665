namespace SmtpGen.Language.Syntax;

/// <summary>Commands and what extensions add to them.</summary>
internal sealed class CommandParser(TokenReader tokens, ArgumentParser arguments, OutcomeParser outcomes, FlagParser flags, CountedParser counted)
{
    public CommandMember Command(Token keyword)
    {
        var verb = tokens.ExpectVerb("a verb");
        var annotations = new Dictionary<string, CaptureAnnotation>(StringComparer.Ordinal);
        var (pattern, patternText) = arguments.Pattern(annotations);
        bool takesParameters = TryTakeParameters();
        Name? cites = null;
        string section = "";
        if (tokens.TryTakeWord("cites"))
        {
            cites = tokens.ExpectName("a document such as RFC5321");
            if (tokens.Current.Kind == TokenKind.String)
                section = tokens.Take().Text;
        }

        var rules = new List<RuleSyntax>();
        var needs = new List<NeedSyntax>();
        bool sync = false;
        QuotaSyntax? quota = null;
        Name? lineMax = null;
        OutcomeSyntax? badArguments = null;
        bool keepsSpaces = false;
        DataSyntax? data = null;
        IReadOnlyList<Name> sends = [];
        bool asks = false;
        var clauses = new Clauses(tokens);
        tokens.Expect("{");
        while (!tokens.TryTake("}"))
        {
            tokens.Begin(ItemKind.Row);
            if (tokens.AtWord("from") || tokens.AtWord("in"))
                rules.Add(StatesAndOutcomes());
            else if (clauses.TryTakeWord("sync"))
                sync = true;
            else if (clauses.TryTakeWord("at", "at most"))
                quota = Quota();
            else if (tokens.TryTakeWord("needs"))
                needs.Add(flags.Need());
            else if (clauses.TryTakeWord("line", "line at most"))
                lineMax = LineMax();
            else if (clauses.TryTakeWord("bad", "bad arguments"))
                badArguments = BadArguments();
            else if (clauses.TryTakeWord("asks"))
                asks = true;
            else if (clauses.TryTakeWord("sends"))
                sends = tokens.ExpectNames("a reply");
            else if (tokens.AtWord("data"))
                data = Data(clauses);
            else if (clauses.TryTakeWord("keeps", "keeps trailing spaces"))
                keepsSpaces = TrailingSpaces();
            else if (AtOutcome && rules.FindIndex(r => r.Outcomes.Count == 0) is >= 0 and var open)
                rules[open] = rules[open] with { Outcomes = Outcomes() };
            else if (AtOutcome && rules.FindLastIndex(r => r.Keyword.Text == "from") is >= 0 and var last)
                rules[last] = rules[last] with { Outcomes = [.. rules[last].Outcomes, .. Outcomes()] };
            else
                throw tokens.Unexpected("'from', 'in', 'sync', 'at most', 'needs', 'line', 'bad arguments', 'data', 'keeps', 'sends', 'asks' or '=>' after 'from'", s_clauses);
            tokens.TryTake(";");
        }

        return new CommandMember(
            tokens.ToName(keyword), verb, keyword.Doc, pattern, patternText, annotations, takesParameters, cites, section,
            rules, sync, quota, needs, lineMax, badArguments, keepsSpaces)
        {
            Sends = sends,
            Asks = asks,
            Data = data,
        };
    }

    private static readonly string[] s_clauses = ["from", "in", "sync", "at", "needs", "line", "bad", "data", "keeps", "sends", "asks", "then"];

    private bool AtOutcome => tokens.At("=>") || tokens.AtWord("then");

    private DataSyntax Data(Clauses clauses)
    {
        var keyword = tokens.Take();
        clauses.Say(keyword, "data");
        return counted.Data(keyword);
    }

    private bool TryTakeParameters()
    {
        if (!tokens.TryTake("["))
            return false;
        tokens.ExpectWord("params");
        tokens.Expect("]");
        return true;
    }

    private RuleSyntax StatesAndOutcomes()
    {
        var keyword = tokens.ToName(tokens.Take());
        var states = tokens.At("*") ? [tokens.ToName(tokens.Take())] : tokens.ExpectNames("a state or '*'");

        // `in` gives some states one better answer; what follows it belongs to `from` again.
        tokens.Begin(ItemKind.Answer);
        if (keyword.Text == "in")
            return new RuleSyntax(keyword, states, [outcomes.Outcome()]);
        OpenedStatesSyntax? or = null;
        if (tokens.TryTakeWord("or"))
        {
            var opened = tokens.ExpectNames("a state");
            tokens.ExpectWord("when");
            or = new OpenedStatesSyntax(opened, tokens.ExpectName("an option"));
        }

        tokens.Begin(ItemKind.Answer);
        return new RuleSyntax(keyword, states, Outcomes(), or);
    }

    private List<OutcomeSyntax> Outcomes()
    {
        var list = new List<OutcomeSyntax>();
        while (AtOutcome)
        {
            tokens.Begin(ItemKind.Row);
            list.Add(tokens.At("=>") ? outcomes.Outcome() : outcomes.Silent());
        }

        return list;
    }

    private QuotaSyntax Quota()
    {
        tokens.ExpectWord("most");
        var limit = tokens.ExpectName("a limit");
        tokens.ExpectWord("in");
        var group = tokens.ExpectName("a group of states");
        tokens.ExpectWord("else");
        return new QuotaSyntax(limit, group, tokens.ExpectName("a reply"));
    }

    private Name LineMax()
    {
        tokens.ExpectWord("at");
        tokens.ExpectWord("most");
        var max = tokens.ExpectName("a number");
        tokens.ExpectWord("octets");
        return max;
    }

    private bool TrailingSpaces()
    {
        tokens.ExpectWord("trailing");
        tokens.ExpectWord("spaces");
        return true;
    }

    private OutcomeSyntax BadArguments()
    {
        tokens.ExpectWord("arguments");
        return outcomes.Outcome();
    }

    public ParamMember Param(Token keyword)
    {
        var verbs = tokens.ExpectVerbs("a verb");
        var parameter = tokens.ExpectString("the parameter in quotes, such as \"SIZE=\"");
        var annotations = new Dictionary<string, CaptureAnnotation>(StringComparer.Ordinal);
        var value = tokens.At("(") ? arguments.Pattern(annotations, isGroup: true).Node : null;
        var sets = tokens.TryTakeWord("sets") ? tokens.ExpectNames("a flag") : [];
        return new ParamMember(tokens.ToName(keyword), keyword.Doc, verbs, parameter, value, annotations, sets);
    }

    public NonAsciiMember NonAscii(Token keyword)
    {
        tokens.ExpectWord("in");
        var verbs = tokens.ExpectVerbs("a verb");
        tokens.ExpectWord("needs");
        var flags = tokens.ExpectNames("a flag");
        tokens.ExpectWord("else");
        return new NonAsciiMember(tokens.ToName(keyword), verbs, flags, tokens.ExpectName("a reply"));
    }
}
