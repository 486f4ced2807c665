namespace SmtpGen.Language.Syntax;

/// <summary>What must be true of a session: <c>needs</c>, <c>policy</c>.</summary>
internal sealed class FlagParser(TokenReader tokens)
{
    /// <summary>Reads <c>FLAG, not FLAG</c>.</summary>
    public List<FlagTestSyntax> Tests()
    {
        var tests = new List<FlagTestSyntax>();
        do
        {
            bool isNegated = tokens.TryTakeWord("not");
            tests.Add(new FlagTestSyntax(tokens.ExpectName("a flag"), isNegated));
        }
        while (tokens.TryTake(","));
        return tests;
    }

    /// <summary>Reads what stands after <c>needs</c>: <c>FLAG else reply</c>.</summary>
    public NeedSyntax Need()
    {
        var tests = Tests();
        tokens.ExpectWord("else");
        return new NeedSyntax(tests, tokens.ExpectName("a reply"));
    }

    public PolicyMember Policy(Token keyword)
    {
        Name? name = null;
        Name? value = null;
        if (!tokens.At("{"))
        {
            name = tokens.ExpectName("the name of the policy or '{'");
            value = tokens.ExpectName("'on' or 'off'");
        }

        return new PolicyMember(tokens.ToName(keyword), keyword.Doc, name, value, tokens.ExpectBlock(Row));
    }

    private PolicyRowSyntax Row()
    {
        bool isAllBut = tokens.TryTake("*");
        List<Name> verbs = [];
        if (!isAllBut || tokens.TryTakeWord("but"))
            verbs = tokens.ExpectVerbs("a verb");
        if (!tokens.TryTakeWord("need"))
            tokens.ExpectWord("needs");
        return new PolicyRowSyntax(verbs, isAllBut, Need());
    }
}
