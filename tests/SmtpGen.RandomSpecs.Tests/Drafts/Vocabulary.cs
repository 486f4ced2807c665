namespace SmtpGen.RandomSpecs.Drafts;

/// <summary>Names for what a random specification defines: plain ones, C# keywords, members of object, names of the runtime, any case.</summary>
internal sealed class Vocabulary(Random random)
{
    private static readonly string[] s_words =
    [
        "ready", "open", "idle", "sender", "item", "key", "value", "person", "path", "size", "number", "id", "other-thing", "more.parts",
        "under_score", "CamelCase", "lowerCamel", "x", "a-b-c", "v1.2", "q9",
    ];

    private static readonly string[] s_awkward =
    [
        "class", "string", "new", "default", "null", "await", "async", "var", "record", "field", "params", "namespace", "object", "int",
        "text", "line", "state", "reply", "arguments", "octets", "parameters", "results", "session", "options", "flags", "pending", "machine",
        "handler", "decision", "command", "extensions", "none", "outcome", "of", "is-default", "is-positive", "system", "task", "span",
        "global", "to-string", "equals", "get-type", "get-hash-code", "memberwise-clone", "finalize", "cancellation-token", "on", "connect",
        "send", "connect-async", "switches", "validate", "host-name", "framing", "command-wait", "is-on", "turn", "offer", "stands-for",
        "output", "input", "close", "advance", "raise", "wait", "verb", "begin", "end", "same", "then", "from", "needs", "sets", "protocol",
        "registers", "body", "message", "from-state", "to", "what", "choice", "target", "unknown-verb", "handler-closes", "no-reply", "1st",
        "2nd-one", "9", "_", "__x", "i", "p", "e", "count", "length", "data", "code", "table", "all", "state-changed", "current-state",
    ];

    // Names that C#, or the generated code itself, has a use for.
    private static readonly bool s_isHostile = Environment.GetEnvironmentVariable("RANDOM_SPECS_NAMES") == "hostile";

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _words = [];

    /// <summary>Whether names may be such that two of them are the same to C#.</summary>
    public bool IsReckless { get; } = s_isHostile && random.Next(12) == 0;

    /// <summary>How many names in a hundred are awkward.</summary>
    public int Awkward { get; } = !s_isHostile ? 0 : random.Next(3) == 0 ? 60 : random.Next(12);

    /// <summary>A name that nothing else in the specification has.</summary>
    public string Name(string kind)
    {
        while (true)
        {
            string name = random.Next(100) < Awkward ? Pick(s_awkward) : random.Next(3) > 0 ? $"{kind}{random.Next(100)}" : Pick(s_words);
            if (random.Next(3) == 0)
                name += (random.Next(3) switch { 0 => "-", 1 => ".", _ => "" }) + random.Next(1000);
            if (random.Next(12) == 0)
                name = name.ToUpperInvariant();
            else if (random.Next(12) == 0)
                name = char.ToUpperInvariant(name[0]) + name[1..];
            string key = IsReckless ? name : name.Replace("-", "").Replace(".", "").Replace("_", "");
            if (key.Length > 0 && _taken.Add(key))
                return name;
        }
    }

    /// <summary>A capture, a parameter or anything else that begins with a letter, since a pattern holds it.</summary>
    public string Capture()
    {
        while (true)
        {
            string name = Name("arg");
            if (char.IsAsciiLetter(name[0]) && !name.Contains('.') && !name.Contains('_'))
                return name;
        }
    }

    /// <summary>A verb of one word or two, as it stands in a specification.</summary>
    public string Verb()
    {
        if (_words.Count == 0 || random.Next(8) > 0)
        {
            _words.Add(Word());
            return _words[^1];
        }

        // Its first word may be a verb itself.
        string first = random.Next(3) > 0 ? _words[random.Next(_words.Count)] : Word();
        return $"\"{first} {Word()}\"";
    }

    // A word of any length and case.
    private string Word()
    {
        while (true)
        {
            string verb = random.Next(100) < Awkward
                ? Pick(s_awkward)
                : new string([.. Enumerable.Range(0, random.Next(3) == 0 ? random.Next(1, 12) : 4).Select(_ => (char)('A' + random.Next(26)))]);
            verb = random.Next(8) switch { 0 => verb.ToLowerInvariant(), 1 => verb[..1] + verb[1..].ToLowerInvariant(), _ => verb.ToUpperInvariant() };
            if (random.Next(15) == 0)
                verb += (random.Next(3) switch { 0 => "-", 1 => ".", _ => "" }) + random.Next(10);
            if (_taken.Add("verb " + (IsReckless ? verb : verb.Replace("-", "").Replace(".", "").Replace("_", ""))))
                return verb;
        }
    }

    private string Pick(string[] words) => words[random.Next(words.Length)];
}
