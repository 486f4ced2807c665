namespace SmtpGen.Language.Syntax;

/// <summary>Replies, classes of replies, and their translations.</summary>
internal sealed class ReplyParser(TokenReader tokens)
{
    /// <summary>What stands in the place of a code where nothing is sent.</summary>
    public const string Silent = "silent";

    public ClassMember Class(Token keyword)
    {
        var digit = tokens.ExpectName("a first digit");
        string title = tokens.ExpectText("the name of the class in quotes");
        return new ClassMember(tokens.ToName(keyword), digit, title, HelpBlock());
    }

    public ReplyMember Reply(Token keyword)
    {
        var name = tokens.ExpectName("the name of a reply");
        var parameters = new List<ReplyParameterSyntax>();
        if (tokens.TryTake("("))
        {
            do
                parameters.Add(new(tokens.ExpectName("a parameter"), tokens.TryTake(":") ? tokens.ExpectName("the type of its value") : null));
            while (tokens.TryTake(","));
            tokens.Expect(")");
        }

        var code = tokens.ExpectName("a reply code of three digits, a status or 'silent'");
        if (code.Text == Silent)
            return new ReplyMember(tokens.ToName(keyword), name, parameters, code, null, [], false, false, HelpBlock());
        Name? enhanced = tokens.Current.Kind == TokenKind.Word ? tokens.ToName(tokens.Take()) : null;
        var lines = new List<Name> { tokens.ExpectString("the text of the reply in quotes") };
        while (tokens.Current.Kind == TokenKind.String)
            lines.Add(tokens.ToName(tokens.Take()));
        bool isFree = tokens.TryTakeWord("free");
        bool isWhole = tokens.TryTakeWord("whole");
        return new ReplyMember(tokens.ToName(keyword), name, parameters, code, enhanced, lines, isFree, isWhole, HelpBlock());
    }

    /// <summary>A translation: it has no braces and goes on to the end of the file or the next one.</summary>
    public HelpSyntax HelpFile()
    {
        tokens.Take();
        var locale = tokens.ExpectName("a language tag such as ja");
        tokens.ExpectWord("for");
        var protocol = tokens.ExpectName("the name of a protocol");
        var classes = new List<ClassMember>();
        var replies = new List<HelpEntrySyntax>();
        var clauses = new Clauses(tokens);
        while (true)
        {
            tokens.Begin(ItemKind.Member);
            if (tokens.AtWord("class"))
            {
                var keyword = tokens.Take();
                clauses.Say(tokens.Current, $"class {tokens.Current.Text}");
                classes.Add(Class(keyword));
            }
            else if (tokens.TryTakeWord("reply"))
            {
                clauses.Say(tokens.Current, $"reply {tokens.Current.Text}");
                replies.Add(new HelpEntrySyntax(tokens.ExpectName("the name of a reply"), HelpBlock()));
            }
            else if (tokens.Current.Kind == TokenKind.End || tokens.AtWord("help"))
            {
                return new HelpSyntax(locale, protocol, classes, replies);
            }
            else
            {
                throw tokens.Unexpected("'class' or 'reply'", ["class", "reply"]);
            }
        }
    }

    /// <summary>Reads an explanation; there may be none.</summary>
    public HelpBlock HelpBlock()
    {
        if (!tokens.TryTake("{"))
            return Syntax.HelpBlock.None;

        var help = Syntax.HelpBlock.None;
        var clauses = new Clauses(tokens);
        while (!tokens.TryTake("}"))
        {
            tokens.Begin(ItemKind.Text);
            if (clauses.TryTakeWord("meaning"))
                help = help with { Meaning = tokens.ExpectText("a text in quotes") };
            else if (clauses.TryTakeWord("seen"))
                help = help with { Seen = tokens.ExpectText("a text in quotes") };
            else if (clauses.TryTakeWord("fix"))
                help = help with { Fix = tokens.ExpectText("a text in quotes") };
            else
                throw tokens.Unexpected("'meaning', 'seen', 'fix' or '}'", ["meaning", "seen", "fix"]);
        }

        return help;
    }
}
