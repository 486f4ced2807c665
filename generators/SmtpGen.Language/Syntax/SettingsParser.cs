using SmtpGen.Language.Grammar;

namespace SmtpGen.Language.Syntax;

/// <summary>Members that configure: grammar, include, family, rules, remove, rename, bounds, parts, lines, waits, limits, options, words, statuses.</summary>
internal sealed class SettingsParser(TokenReader tokens)
{
    /// <summary>The first word of <c>any blanks when OPTION</c>, whose value is the option.</summary>
    public const string AnyBlanks = "any";

    /// <summary>What <c>replies utf8</c> says the characters of.</summary>
    public const string Replies = "replies";

    /// <summary>What <c>verbs exact</c> says the comparison of.</summary>
    public const string Verbs = "verbs";

    /// <summary>What <c>further plain</c> says the form of: the lines of a reply after its first one.</summary>
    public const string Further = "further";

    public GrammarMember Grammar(Token keyword)
    {
        var path = tokens.ExpectString("the path of an ABNF file in quotes");
        var without = tokens.TryTakeWord("without") ? tokens.ExpectNames("a rule of the grammar") : [];
        var when = tokens.TryTakeWord("when") ? tokens.ExpectName("an option") : null;
        return new GrammarMember(tokens.ToName(keyword), path, without, when);
    }

    public IncludeMember Include(Token keyword) =>
        new(tokens.ToName(keyword), tokens.ExpectString("the path of a file in quotes"));

    public FamilyMember Family(Token keyword)
    {
        bool isPath = tokens.Current.Kind == TokenKind.String;
        if (tokens.AtMember)
            throw tokens.Unexpected("the name of a family, or the path of a file in quotes");
        return new(tokens.ToName(keyword), isPath ? tokens.ExpectString("the path of a file in quotes") : tokens.ExpectName("the name of a family, or the path of a file in quotes"), isPath);
    }

    public RulesMember Rules(Token keyword) => new(tokens.ToName(keyword), tokens.ExpectBlock(CodeRule));

    private CodeRuleSyntax CodeRule()
    {
        bool isRelaxed = tokens.TryTakeWord("not");
        var first = tokens.ExpectName("a rule such as 'intermediate reads', or the codes that end a session");
        var codes = new List<Name>();
        if (char.IsDigit(first.Text[0]))
        {
            codes.Add(first);
            while (tokens.TryTake(","))
                codes.Add(tokens.ExpectName("a code of three digits"));
            first = tokens.ExpectName("'end session'");
        }

        var second = tokens.ExpectName($"the rest of the rule '{first} ...'");
        return new(new Name($"{first.Text} {second.Text}", new(first.Span.Start, second.Span.End - first.Span.Start), first.Source), codes, isRelaxed);
    }

    public RemoveMember Remove(Token keyword)
    {
        var kind = tokens.ExpectName("'command', 'extension' or 'reply'");
        return new RemoveMember(tokens.ToName(keyword), kind, tokens.ExpectVerb($"the {kind} to remove"));
    }

    public RenameMember Rename(Token keyword)
    {
        tokens.ExpectWord("command");
        var from = tokens.ExpectVerb("the verb to rename");
        tokens.ExpectWord("to");
        return new RenameMember(tokens.ToName(keyword), from, tokens.ExpectVerb("the new verb"));
    }

    public WordsMember Words(Token keyword) => new(tokens.ToName(keyword), tokens.ExpectBlock(() =>
    {
        string doc = tokens.Current.Doc;
        return new WordSyntax(tokens.ExpectName("the name of a text"), doc);
    }));

    public StatusesMember Statuses(Token keyword) => new(tokens.ToName(keyword), tokens.ExpectBlock(() =>
    {
        var name = tokens.ExpectName("'positive', 'intermediate', 'negative', or a name before one of them");
        var kind = tokens.Current.Kind == TokenKind.String ? name : tokens.ExpectName("'positive', 'intermediate' or 'negative'");
        return new StatusSyntax(name, kind, tokens.ExpectString("the status in quotes"));
    }));

    public BoundsMember Bounds(Token keyword) => new(tokens.ToName(keyword), tokens.ExpectBlock(Bound));

    private BoundSyntax Bound()
    {
        var rule = tokens.ExpectName("a rule of the grammar");
        tokens.ExpectWord("at");
        tokens.ExpectWord("most");
        var max = tokens.ExpectName("a number");
        if (tokens.TryTakeWord("octets"))
            return new BoundSyntax(rule, max, BoundKind.Octets, null);
        if (tokens.TryTakeWord("in"))
        {
            tokens.ExpectWord("value");
            return new BoundSyntax(rule, max, BoundKind.Value, null);
        }

        return new BoundSyntax(rule, max, BoundKind.Count, tokens.ExpectName("'octets', 'in value' or the rule to count"));
    }

    public PartsMember Parts(Token keyword)
    {
        var scope = tokens.ExpectName("a rule of the grammar");
        return new PartsMember(tokens.ToName(keyword), scope, tokens.ExpectBlock(Part));
    }

    private PartSyntax Part()
    {
        var name = tokens.ExpectName("the name of a part");
        tokens.Expect(":");
        var rules = new List<Name> { tokens.ExpectName("a rule of the grammar") };
        while (tokens.TryTake("/"))
            rules.Add(tokens.ExpectName("a rule of the grammar"));
        return new PartSyntax(name, rules);
    }

    public SettingsMember Settings(Token keyword) =>
        new(tokens.ToName(keyword), tokens.ExpectBlock(Setting));

    private SettingSyntax Setting()
    {
        var name = tokens.ExpectName("a setting");
        if (name.Text != AnyBlanks)
            return new SettingSyntax(name, tokens.ExpectName("its value"));
        tokens.ExpectWord("blanks");
        tokens.ExpectWord("when");
        return new SettingSyntax(name, tokens.ExpectName("an option"));
    }

    public LimitsMember Limits(Token keyword) => new(tokens.ToName(keyword), tokens.ExpectBlock(Limit));

    private LimitSyntax Limit()
    {
        string doc = tokens.Current.Doc;
        var name = tokens.ExpectName("the name of a limit");
        var value = tokens.ExpectName("its default");
        tokens.ExpectWord("in");
        var min = tokens.ExpectName("the least value allowed");
        tokens.Expect("..");
        return new LimitSyntax(name, doc, value, min, tokens.ExpectName("the greatest value allowed"));
    }

    public OptionsMember Options(Token keyword) => new(tokens.ToName(keyword), tokens.ExpectBlock(() =>
    {
        string doc = tokens.Current.Doc;
        var name = tokens.ExpectName("the name of an option");
        return tokens.TryTake("=")
            ? new OptionSyntax(name, doc, null, tokens.ExpectNames("an option"))
            : new OptionSyntax(name, doc, tokens.ExpectName("'on', 'off' or '='"), []);
    }));
}
