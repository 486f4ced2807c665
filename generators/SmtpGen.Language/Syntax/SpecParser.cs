using SmtpGen.Language.Text;

namespace SmtpGen.Language.Syntax;

/// <summary>Reads a file: protocols, members for inclusion, translations. protocol/README.md holds the grammar.</summary>
internal sealed class SpecParser
{
    private readonly TokenReader _tokens;
    private readonly Dictionary<string, Func<Token, MemberSyntax>> _members;

    public SpecParser(SourceText source, Expectations? expected = null)
    {
        _tokens = new TokenReader(source) { IsMemberKeyword = IsKeyword, Expected = expected };
        var settings = new SettingsParser(_tokens);
        var states = new StatesParser(_tokens);
        var patterns = new ArgumentParser(_tokens);
        var outcomes = new OutcomeParser(_tokens, patterns);
        var flags = new FlagParser(_tokens);
        var counted = new CountedParser(_tokens, outcomes);
        var commands = new CommandParser(_tokens, patterns, outcomes, flags, counted);
        var replies = new ReplyParser(_tokens);
        _members = new(StringComparer.Ordinal)
        {
            ["grammar"] = settings.Grammar,
            ["include"] = settings.Include,
            ["family"] = settings.Family,
            ["rules"] = settings.Rules,
            ["remove"] = settings.Remove,
            ["rename"] = settings.Rename,
            ["change"] = Change,
            ["prefix"] = new PrefixParser(_tokens, patterns).Prefix,
            ["literals"] = counted.Literals,
            ["arrays"] = counted.Arrays,
            ["bounds"] = settings.Bounds,
            ["parts"] = settings.Parts,
            ["lines"] = settings.Settings,
            ["waits"] = settings.Settings,
            ["limits"] = settings.Limits,
            ["options"] = settings.Options,
            ["words"] = settings.Words,
            ["statuses"] = settings.Statuses,
            ["flags"] = states.Flags,
            ["states"] = states.States,
            ["extensions"] = states.Extensions,
            ["connect"] = outcomes.Connect,
            ["otherwise"] = new OtherwiseParser(_tokens, outcomes).Otherwise,
            ["policy"] = flags.Policy,
            ["body"] = new BodyParser(_tokens, outcomes).Body,
            ["command"] = commands.Command,
            ["param"] = commands.Param,
            ["non-ascii"] = commands.NonAscii,
            ["extension"] = Extension,
            ["unsolicited"] = outcomes.Unsolicited,
            ["class"] = replies.Class,
            ["reply"] = replies.Reply,
        };
        Replies = replies;
        Flags = flags;
    }

    private FlagParser Flags { get; }

    private ReplyParser Replies { get; }

    public SpecFile ParseFile()
    {
        var protocols = new List<ProtocolSyntax>();
        var members = new List<MemberSyntax>();
        var helps = new List<HelpSyntax>();
        bool begins = Begins;
        while (_tokens.Current.Kind != TokenKind.End)
        {
            int start = _tokens.Offset;
            _tokens.Begin(ItemKind.Member);
            try
            {
                if (_tokens.AtWord("protocol"))
                    protocols.Add(Protocol());
                else if (_tokens.AtWord("help"))
                    helps.Add(Replies.HelpFile());
                else
                    members.Add(Member());
            }
            catch (SyntaxErrorException)
            {
                _tokens.Recover(start);
                _tokens.TryTake("}");
            }
        }

        ExpectMember(Keywords.Append("protocol").Append("help"));
        return new SpecFile(_tokens.Source, protocols, members, helps, _tokens.Diagnostics)
        {
            BeginsAsSpecification = begins || protocols.Count > 0 || helps.Count > 0,
            Unread = UnreadWords.In(_tokens.Source, _tokens.Unread),
            Layout = _tokens.Layout,
        };
    }

    /// <summary>Whether the first words are those of a specification. A mistyped "protocol" is the mistake of somebody who meant one.</summary>
    public bool Begins => BeginsAsSpecification();

    private bool BeginsAsSpecification()
    {
        if (_tokens.Current is not { Kind: TokenKind.Word } first)
            return false;
        if (_tokens.Source.Path.EndsWith(".help", StringComparison.OrdinalIgnoreCase))
            return first.IsWord("help") && _tokens.Source.Text.Substring(first.Span.End).TrimStart() is { Length: > 0 } rest && char.IsLetter(rest[0]);
        return IsTopLevelKeyword(first.Text) || (char.IsLower(first.Text[0]) && EditDistance.Nearest(first.Text, ["protocol"]).Count > 0);
    }

    // Inside of a protocol no other one begins, nor a translation.
    private bool IsKeyword(string word) => _tokens.Members == 0 ? IsTopLevelKeyword(word) : _members.ContainsKey(word);

    private bool IsTopLevelKeyword(string word) => word is "protocol" or "help" || _members.ContainsKey(word);

    private ProtocolSyntax Protocol()
    {
        string doc = _tokens.Take().Doc;
        var name = _tokens.ExpectName("the name of the protocol");
        Name? extends = null;
        Name? cites = null;
        var clauses = new Clauses(_tokens);
        while (true)
        {
            if (clauses.TryTakeWord("extends"))
                extends = _tokens.ExpectName("the protocol to extend");
            else if (clauses.TryTakeWord("cites"))
                cites = _tokens.ExpectName("a document such as RFC5321");
            else
                break;
        }

        return new ProtocolSyntax(name, doc, extends, cites, MemberBlock());
    }

    private ExtensionMember Extension(Token keyword)
    {
        var name = _tokens.ExpectName("the keyword of the extension");
        bool isOff = _tokens.TryTakeWord("off");
        Name? argument = _tokens.Current.Kind == TokenKind.String ? _tokens.ToName(_tokens.Take()) : null;
        var with = _tokens.TryTakeWord("with") ? _tokens.ExpectNames("the keyword of another extension") : [];
        var when = _tokens.TryTakeWord("when") ? Flags.Tests() : [];
        Name? cites = _tokens.TryTakeWord("cites") ? _tokens.ExpectName("a document such as RFC1870") : null;
        var members = _tokens.At("{") ? MemberBlock() : [];
        return new ExtensionMember(_tokens.ToName(keyword), name, keyword.Doc, isOff, argument, with, when, cites, members);
    }

    private ChangeMember Change(Token keyword)
    {
        if (_tokens.Current.Kind != TokenKind.Word || _tokens.Current.Text is not ("command" or "body" or "reply" or "connect" or "otherwise"))
            throw _tokens.Unexpected("what is changed: 'command', 'body', 'reply', 'connect' or 'otherwise'");
        return new ChangeMember(_tokens.ToName(keyword), Member());
    }

    private List<MemberSyntax> MemberBlock()
    {
        var members = new List<MemberSyntax>();
        _tokens.Expect("{");
        int outside = _tokens.Members;
        _tokens.Members = _tokens.OpenBlocks;
        while (!_tokens.At("}") && _tokens.Current.Kind != TokenKind.End)
        {
            int start = _tokens.Offset;
            _tokens.Begin(ItemKind.Member);
            try
            {
                members.Add(Member());
            }
            catch (SyntaxErrorException)
            {
                _tokens.Recover(start);
            }
        }

        ExpectMember(Keywords);
        _tokens.Members = outside;
        _tokens.Expect("}");
        return members;
    }

    private void ExpectMember(IEnumerable<string> keywords)
    {
        if (_tokens.Current.Kind != TokenKind.End)
            return;
        foreach (string keyword in keywords)
            _tokens.Expected?.AddWord(keyword);
    }

    private IEnumerable<string> Keywords => _members.Keys.OrderBy(k => k, StringComparer.Ordinal);

    private MemberSyntax Member()
    {
        if (_tokens.Current.Kind != TokenKind.Word || !_members.TryGetValue(_tokens.Current.Text, out var parse))
            throw _tokens.Unexpected("a member: " + string.Join(", ", Keywords), _tokens.Members == 0 ? Keywords.Append("protocol").Append("help") : Keywords);
        return parse(_tokens.Take());
    }
}
