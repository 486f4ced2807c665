using SmtpGen.Language.Text;

namespace SmtpGen.Language.Syntax;

/// <summary>One token of look-ahead over a file, and recovery: after an error the next member is read again.</summary>
internal sealed class TokenReader
{
    private readonly Lexer _lexer;

    public TokenReader(SourceText source)
    {
        Source = source;
        _lexer = new Lexer(source);
        Current = _lexer.Next();
    }

    public SourceText Source { get; }

    public Token Current { get; private set; }

    public List<SpecDiagnostic> Diagnostics { get; } = [];

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

    /// <summary>Offset just behind the token that was taken last.</summary>
    public int LastEnd { get; private set; }

    public Token Take()
    {
        var taken = Current;
        LastEnd = taken.Span.End;
        Current = _lexer.Next();
        return taken;
    }

    public bool At(string symbol) => Current.Is(symbol);

    public bool AtWord(string word) => Current.IsWord(word);

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
            throw Unexpected($"'{word}'");
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
            items.Add(item());
            while (TryTake(";") || TryTake(","))
            {
            }
        }

        Expect("}");
        return items;
    }

    /// <summary>The error for the current token; thrown to the member's loop, which recovers.</summary>
    public SyntaxErrorException Unexpected(string expected)
    {
        if (Current.Kind == TokenKind.Bad && Current.Text == "\"")
            return Error(SyntaxRules.UnterminatedString, Current.Span, "The string has no closing quote on this line: add one.");
        return Error(SyntaxRules.UnexpectedToken, Current.Span, $"Expected {expected}, found {Current.Display}.");
    }

    public SyntaxErrorException Error(DiagnosticRule rule, TextSpan span, string message)
    {
        Diagnostics.Add(new SpecDiagnostic(rule, Source, span, message));
        return new SyntaxErrorException();
    }

    /// <summary>Skips to the next word that begins a member, or to the brace that closes the block.</summary>
    public void Recover(int start, Func<string, bool> isMemberKeyword)
    {
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
            else if (depth <= 0 && Current.Kind == TokenKind.Word && isMemberKeyword(Current.Text) && StartsLine(Offset))
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
