namespace SmtpGen.Language.Syntax;

/// <summary>Members about states and flags.</summary>
internal sealed class StatesParser(TokenReader tokens)
{
    public StatesMember States(Token keyword) => new(tokens.ToName(keyword), tokens.ExpectBlock(State));

    private StateSyntax State()
    {
        string doc = tokens.Current.Doc;
        bool isInitial = tokens.TryTakeWord("initial");
        bool isFinal = !isInitial && tokens.TryTakeWord("final");
        var name = tokens.ExpectName("the name of a state");
        var children = tokens.At("{") ? tokens.ExpectBlock(State) : [];
        return new StateSyntax(name, doc, isInitial, isFinal, children);
    }

    public FlagsMember Flags(Token keyword) => new(tokens.ToName(keyword), tokens.ExpectBlock(() =>
    {
        string doc = tokens.Current.Doc;
        var name = tokens.ExpectName("the name of a flag");
        return new FlagSyntax(name, doc, tokens.TryTakeWord("in") ? tokens.ExpectName("a group of states") : null);
    }));

    public ExtensionsMember Extensions(Token keyword)
    {
        tokens.ExpectWord("when");
        var flags = tokens.ExpectNames("a flag");
        return new ExtensionsMember(tokens.ToName(keyword), flags, tokens.TryTakeWord("or") ? tokens.ExpectName("an option") : null);
    }
}
