namespace SmtpGen.RandomSpecs.Drafts;

/// <summary>What may stand after a verb.</summary>
/// <param name="Text">The pattern.</param>
/// <param name="Captures">The names that it captures.</param>
internal sealed record Pattern(string Text, IReadOnlyList<string> Captures);

/// <summary>Random patterns, few of which are ambiguous.</summary>
internal sealed class Patterns(Random random, Vocabulary names, Replies replies)
{
    /// <summary>The rules of the grammar that random specifications use.</summary>
    public const string Grammar = """
        word    = 1*12( ALPHA / DIGIT / "_" )
        dotted  = word *( "." word )
        address = "<" [ mailbox ] ">"
        mailbox = word "@" dotted
        octet   = 1*3DIGIT
        any     = 1*( %x21-7E / %x80-FF )
        quoted  = DQUOTE *( %x20-21 / %x23-7E ) DQUOTE
        escaped = DQUOTE *( %x20-21 / %x23-5B / %x5D-7E / "\" ( DQUOTE / "\" ) ) DQUOTE

        """;

    /// <summary>The limits that a number may be held against.</summary>
    public List<string> Limits { get; } = [];

    /// <summary>The options that may guard a part.</summary>
    public List<string> Options { get; } = [];

    /// <summary>Whether octets may be counted.</summary>
    public bool CountsOctets { get; set; }

    /// <summary>A pattern; its text is empty where there are no arguments.</summary>
    public Pattern Arguments()
    {
        if (random.Next(3) == 0)
            return new("", []);
        var captures = new List<string>();
        var parts = new List<string>();
        int count = random.Next(1, 4);
        for (int i = 0; i < count; i++)
        {
            bool isLast = i == count - 1;
            string element = Element(captures, random.Next(4) > 0);
            if (isLast && random.Next(3) == 0)
                parts.Add(i > 0 ? $"[SP {element}]" : $"[{element}]");
            else
                parts.Add(i > 0 && random.Next(10) > 0 ? $"SP {element}" : element);
        }

        return new(" " + string.Join(" ", parts), captures);
    }

    /// <summary>A pattern in one pair of parentheses that captures all it matches.</summary>
    public Pattern Value(bool isLine)
    {
        string name = names.Capture();
        string text = isLine ? $"({name}: {Pick("[base]", "1*ALPHA", "any", "*VCHAR").Replace("base", "word")})" : $"({name}: {Pick("1*9DIGIT as u64", "word", "\"YES\"", "\"A\" / \"B\"", "any")})";
        return new(text, [name]);
    }

    private string Element(List<string> captures, bool isCaptured)
    {
        if (!isCaptured)
            return Pick("\"TO:\"", "\"x\"", "%x2A", "*2DIGIT", "\"A\" / \"B\"", "[\"LAST\"]", "1*3\"-\"") is var text && text.Contains('/') ? $"({text})" : text;
        string name = names.Capture();
        if (CountsOctets && random.Next(3) == 0)
        {
            captures.Add(name);
            return $"({name}: {Pick("DATA", "DATA / word", "quoted / DATA / word as unquoted", "[DATA]", "list of (DATA / 1*3ALPHA)", "list of DATA by \",\"", "word / DATA as ascii", "list of [DATA] by \",\" as ascii")})";
        }

        switch (random.Next(17))
        {
            case 0:
                captures.Add(name);
                return $"({name}: 1*{random.Next(1, 20)}DIGIT as u64)";
            case 1 when Limits.Count > 0:
                captures.Add(name);
                return $"({name}: 1*20DIGIT as u64 at most {Limits[random.Next(Limits.Count)]} else {replies.Refusal()})";
            case 2:
                captures.Add(name);
                return $"({name}: address as mailbox)";
            case 3:
                captures.Add(name);
                return $"({name}: \"WORD\")";
            case 4:
                captures.Add(name);
                return $"({name}: \"X\" / \"Y\" / \"Z\")";
            case 5:
                string other = names.Capture();
                captures.AddRange([name, other]);
                return $"(({name}: 1*8ALPHA) / ({other}: 1*8DIGIT{Pick("", " as u64")}))";
            case 6:
                captures.Add(name);
                return $"(\"n:\" ({name}: 1*4ALPHA) / \"d:\" ({name}: 1*4DIGIT))";
            case 7:
                captures.Add(name);
                return $"({name}: any{Pick("", " as ascii")})";
            case 8:
                captures.Add(name);
                return $"[\"=\" ({name}: word)]";
            case 9 when Options.Count > 0:
                captures.Add(name);
                return $"({Options[random.Next(Options.Count)]}: [\"~\"]) ({name}: word)";
            case 10:
                string second = names.Capture();
                captures.AddRange([name, second]);
                return $"({name}: 1*3ALPHA) [\",\" ({second}: 1*3DIGIT{Pick("", " as u64")})]";
            case 11:
                captures.Add(name);
                return $"({name}: quoted / word)";
            case 12:
                captures.Add(name);
                return $"({name}: list of {Pick("1*3ALPHA", "word", "*2DIGIT", "(mailbox / \"*\")")} {Pick("by \",\"", "by %x2C", "by \"+\"")}{Pick("", " as ascii")})";
            case 13:
                captures.Add(name);
                return $"({name}: {Pick("escaped / word", "escaped", "any", "quoted / 1*3ALPHA")} as unquoted)";
            case 14:
                captures.Add(name);
                return $"({name}: list of {Pick("1*3ALPHA", "word")} by \"/\")";
            default:
                captures.Add(name);
                return $"({name}: {Pick("word", "1*8ALPHA", "dotted", "*VCHAR", "1*(ALPHA / \"-\")", "octet", "mailbox")})";
        }
    }

    private string Pick(params string[] of) => of[random.Next(of.Length)];
}
