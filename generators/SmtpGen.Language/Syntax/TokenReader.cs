using System.Globalization;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Syntax;

/// <summary>One token of look-ahead over a file, and recovery: after an error the next member is read again.</summary>
internal sealed class TokenReader
{
    private readonly Lexer _lexer;

    // The blocks that are open, by their opening brace.
    private readonly Stack<Token> _open = new();
    private bool _isUnclosed;

    public TokenReader(SourceText source)
    {
        Source = source;
        _lexer = new Lexer(source);
        Current = _lexer.Next();
    }

    public SourceText Source { get; }

    /// <summary>Whether a word begins a member here.</summary>
    public Func<string, bool> IsMemberKeyword { get; init; } = _ => false;

    /// <summary>Number of open blocks around the members that are read.</summary>
    public int Members { get; set; }

    /// <summary>Number of open blocks.</summary>
    public int OpenBlocks => _open.Count;

    public Token Current { get; private set; }

    /// <summary>Whether a member begins here, by the word that begins a line.</summary>
    public bool AtMember => Current.Kind == TokenKind.Word && IsMemberKeyword(Current.Text) && StartsLine(Offset);

    public List<SpecDiagnostic> Diagnostics { get; } = [];

    /// <summary>Is told what is looked for at the end of the text; null: nobody asks.</summary>
    public Expectations? Expected { get; init; }

    /// <summary>Where the parts of the file begin.</summary>
    public SpecLayout Layout { get; } = new();

    /// <summary>The members that could not be read.</summary>
    public List<TextSpan> Unread { get; } = [];

    /// <summary>Where the current token begins; setting it reads on from there.</summary>
    public int Offset
    {
        get => Current.Span.Start;
        set
        {
            _lexer.Offset = value;
            Current = _lexer.Next();
        }
    }

    /// <summary>Offset just after the token that was taken last.</summary>
    public int LastEnd { get; private set; }

    /// <summary>Records that a part of the file begins at the current token.</summary>
    public void Begin(ItemKind kind) => Layout.Begin(Offset, kind);

    public Token Take()
    {
        var taken = Current;
        if (taken.Is("{"))
            _open.Push(taken);
        else if (taken.Is("}") && _open.Count > 0)
            _open.Pop();
        LastEnd = taken.Span.End;
        Current = _lexer.Next();
        return taken;
    }

    public bool At(string symbol)
    {
        Expect(symbol, isAtEnd: Current.Kind == TokenKind.End);
        return Current.Is(symbol);
    }

    public bool AtWord(string word)
    {
        Expect(word, isAtEnd: Current.Kind == TokenKind.End);
        return Current.IsWord(word);
    }

    private void Expect(string word, bool isAtEnd)
    {
        if (isAtEnd)
            Expected?.AddWord(word);
    }

    public bool TryTake(string symbol)
    {
        if (!At(symbol))
            return false;
        Take();
        return true;
    }

    public bool TryTakeWord(string word)
    {
        if (!AtWord(word))
            return false;
        Take();
        return true;
    }

    public void Expect(string symbol)
    {
        if (!TryTake(symbol))
            throw Unexpected($"'{symbol}'");
    }

    public void ExpectWord(string word)
    {
        if (!TryTakeWord(word))
            throw Unexpected($"'{word}'", [word]);
    }

    public Name ExpectName(string what) => Expect(TokenKind.Word, what);

    public Name ExpectString(string what) => Expect(TokenKind.String, what);

    private Name Expect(TokenKind kind, string what)
    {
        if (Current.Kind != kind)
            throw Unexpected(what);
        return ToName(Take());
    }

    public Name ToName(Token token) => new(token.Text, token.Span, Source);

    /// <summary>Adjacent strings, joined with a space.</summary>
    public string ExpectText(string what)
    {
        string text = ExpectString(what).Text;
        while (Current.Kind == TokenKind.String)
            text += " " + Take().Text;
        return text;
    }

    /// <summary>A verb: a name, or in quotes two names with a space between them.</summary>
    public Name ExpectVerb(string what)
    {
        if (Current.Kind != TokenKind.String)
            return ExpectName(what);
        var verb = ToName(Take());
        if (!IsVerb(verb.Text))
            Error(SyntaxRules.UnexpectedToken, verb.Span, "This is not a verb; a verb in quotes is two names with one space between them, such as \"LIST ACTIVE\".");
        return verb;
    }

    /// <summary>One or more verbs between commas.</summary>
    public List<Name> ExpectVerbs(string what)
    {
        var verbs = new List<Name> { ExpectVerb(what) };
        while (TryTake(","))
            verbs.Add(ExpectVerb(what));
        return verbs;
    }

    private static bool IsVerb(string text)
    {
        string[] words = text.Split(' ');
        return words.Length is 1 or 2 && words.All(word => word.Length > 0 && word.All(c => c is < '\x80' and ('_' or '-' or '.' or (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'))));
    }

    /// <summary>One or more names between commas.</summary>
    public List<Name> ExpectNames(string what)
    {
        var names = new List<Name> { ExpectName(what) };
        while (TryTake(","))
            names.Add(ExpectName(what));
        return names;
    }

    /// <summary>Items between braces; semicolons and commas between them are optional.</summary>
    public List<T> ExpectBlock<T>(Func<T> item)
    {
        var items = new List<T>();
        Expect("{");
        while (!At("}"))
        {
            Begin(ItemKind.Row);
            items.Add(item());
            while (TryTake(";") || TryTake(","))
            {
            }
        }

        Expect("}");
        return items;
    }

    /// <summary>The error for the current token; thrown to the member's loop, which recovers.</summary>
    /// <param name="expected">What could stand here.</param>
    /// <param name="words">The words that could stand here, one of which may be meant.</param>
    public SyntaxErrorException Unexpected(string expected, IEnumerable<string>? words = null)
    {
        if (Current.Kind == TokenKind.End && Expected is not null)
        {
            Expected.AddName(expected);
            foreach (string word in words ?? [])
                Expected.AddWord(word);
            Expected.Close();
        }

        if (Current.Kind == TokenKind.Bad && Current.Text == "\"")
            return Error(SyntaxRules.UnterminatedString, Current.Span, "The string has no closing quote on this line: add one.");
        if (UnclosedInLine() is { } unclosed)
            return Error(SyntaxRules.UnterminatedString, unclosed.Span, "The quotes in this line do not pair, so that one of its strings has no end: add the missing quote.");
        if (Current.Kind == TokenKind.End && _open.Count > 0)
            return Unclosed(_open.Peek());
        return Error(SyntaxRules.UnexpectedToken, Current.Span, $"Expected {expected}, found {Current.Display}.{Suggest(words ?? [])}{OpenBlock()}");
    }

    public SyntaxErrorException Error(DiagnosticRule rule, TextSpan span, string message)
    {
        Diagnostics.Add(new SpecDiagnostic(rule, Source, span, message));
        return new SyntaxErrorException();
    }

    private string Suggest(IEnumerable<string> words) =>
        Current.Kind == TokenKind.Word && EditDistance.Nearest(Current.Text, words) is [var like, ..] ? $" Did you mean '{like}'?" : "";

    // Where a member begins inside of another one, the end of that one is missing.
    private string OpenBlock() =>
        AtMember && _open.Count > Members ? $" If a new member begins here, the block that opens {Place(_open.Peek())} has no '}}'." : "";

    // Of blocks inside each other the innermost is named; the others follow from it.
    private SyntaxErrorException Unclosed(Token block)
    {
        bool isFirst = !_isUnclosed;
        _isUnclosed = true;
        return isFirst
            ? Error(SyntaxRules.UnexpectedToken, Current.Span, $"The block that opens {Place(block)} has no '}}'; close it where it ends.")
            : new SyntaxErrorException();
    }

    private string Place(Token token)
    {
        var (line, column) = Source.GetLinePosition(token.Span.Start);
        return string.Format(CultureInfo.InvariantCulture, "in line {0}, column {1}", line, column);
    }

    // What follows from a missing quote stands before the quote that has no partner.
    private Token? UnclosedInLine()
    {
        string text = Source.Text;
        int start = Math.Min(Offset, text.Length);
        while (start > 0 && text[start - 1] is not ('\n' or '\r'))
            start--;
        var lexer = new Lexer(Source) { Offset = start };
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (text.IndexOfAny(['\n', '\r'], start, token.Span.Start - start) >= 0)
                return null;
            if (token.Kind == TokenKind.Bad && token.Text == "\"")
                return token;
        }

        return null;
    }

    /// <summary>Skips to the next word that begins a member, or to the brace that closes the block.</summary>
    /// <param name="start">Where the member begins that has the error.</param>
    public void Recover(int start)
    {
        Skip(start);
        Unread.Add(new TextSpan(start, Offset - start));
    }

    private void Skip(int start)
    {
        // The member that has the error lacks its end.
        bool isHere = AtMember && Offset > start;
        while (_open.Count > Members)
            _open.Pop();
        if (isHere)
            return;

        // From the member's own beginning, so that braces it opened before the error are balanced.
        Offset = start;
        Take();
        int depth = 0;
        for (; Current.Kind != TokenKind.End; Take())
        {
            if (At("{"))
                depth++;
            else if (At("}") && depth-- == 0)
                return;
            else if (depth <= 0 && AtMember)
                return;
        }
    }


    private bool StartsLine(int offset)
    {
        int i = offset - 1;
        while (i >= 0 && Source.Text[i] is ' ' or '\t')
            i--;
        return i < 0 || Source.Text[i] is '\n' or '\r' or ';';
    }
}

/// <summary>Leaves the member that has the error; the finding itself is recorded already.</summary>
internal sealed class SyntaxErrorException : Exception;
