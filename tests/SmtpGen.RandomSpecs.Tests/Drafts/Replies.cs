using System.Globalization;

namespace SmtpGen.RandomSpecs.Drafts;

/// <summary>The replies of a random specification; each is written when it is asked for, so that none is without a use.</summary>
internal sealed class Replies(Random random, Vocabulary names, bool hasStatuses, bool takesUtf8)
{
    private static readonly string[] s_words = ["Ok", "go on", "Not now", "it's done", "100% \\\\ sure", "say \\\"please\\\"", "{{", "a {{b} c", "// no", "<tag> & more", "caf\u00e9 \u4e16\u754c"];

    private readonly List<string> _written = [];
    private readonly List<string> _explained = [];
    private readonly HashSet<string> _withParameter = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _byKind = new(StringComparer.Ordinal);

    /// <summary>Slots that any text may have: limits and words among them.</summary>
    public List<string> Slots { get; } = ["host", "commands", "path", "first", "allowed", "syntax", "verb", "line-max"];

    /// <summary>A success, 2xx.</summary>
    public string Success(bool isDefault = true, IReadOnlyList<string>? captures = null) => Take("success", isDefault, captures);

    /// <summary>A refusal, 4xx or 5xx.</summary>
    public string Refusal(bool isDefault = true) => Take("refusal", isDefault, null);

    /// <summary>What ends a session, 221, 421 or a refusal.</summary>
    public string Closing() => Take("closing", true, null);

    /// <summary>What asks for more, 3xx.</summary>
    public string Asking(bool isDefault = true) => New("asking", isDefault, null);

    /// <summary>A reply that is not the last to its command, 1xx.</summary>
    public string Opening() => New("opening", random.Next(2) == 0, null);

    /// <summary>A reply that answers nothing, in which only values can stand.</summary>
    public string Unasked() => New("unasked", random.Next(3) == 0, null);

    /// <summary>A success that nothing else gives.</summary>
    public string OwnSuccess(bool isDefault) => New("success", isDefault, null);

    /// <summary>A refusal that nothing else gives.</summary>
    public string OwnRefusal() => New("refusal", true, null);

    /// <summary>The answer to arguments that do not match, which may name the octet.</summary>
    public string BadArguments(bool hasArguments) => hasArguments && random.Next(2) == 0 ? New("octet", true, null) : Refusal();

    /// <summary>A reply with the extensions that are on offer.</summary>
    public string Listing() => New("listing", true, null);

    /// <summary>Whether an outcome's reply has a parameter.</summary>
    public bool HasParameter(string outcome) => _withParameter.Contains(outcome.Split(' ')[1]);

    /// <summary>The explanations in another language.</summary>
    public string Translated() => string.Concat(_explained.Select(name => $"reply {name} {{ meaning \"\u306f\u3044\" seen \"\u3088\u304f\" fix \"<\u3072> & {{x}}\" }}\n"));

    private string Take(string kind, bool isDefault, IReadOnlyList<string>? captures)
    {
        if (_byKind.TryGetValue(kind, out var known) && random.Next(3) > 0)
            return known[random.Next(known.Count)];
        return New(kind, isDefault, captures);
    }

    private string New(string kind, bool isDefault, IReadOnlyList<string>? captures)
    {
        string name = names.Name(kind);
        List<string> parameters = [.. Enumerable.Range(0, !isDefault && random.Next(3) == 0 ? Math.Max(1, random.Next(-1, 4)) : 0).Select(_ => names.Capture())];
        if (parameters.Count > 0)
            _withParameter.Add(name);
        string captured = captures is { Count: > 0 } && random.Next(3) == 0 ? captures[random.Next(captures.Count)] : "";
        string slot = parameters.Count > 0 ? string.Join("} {", parameters) : captured;
        var lines = Enumerable.Range(0, random.Next(6) == 0 ? random.Next(2, 4) : 1).Select(_ => Text("")).ToList();
        lines[random.Next(lines.Count)] = kind == "octet" ? "What is {octet}?" : Text(slot);
        if (kind == "unasked")
            lines = [.. lines.Select(_ => "News of {host}"), $"Is that{(slot.Length > 0 ? " {" + slot + "}" : "")}"];
        if (kind == "listing")
            lines.Insert(random.Next(3) == 0 ? 1 : lines.Count, "{extensions}");
        string free = random.Next(4) == 0 && kind is not "listing" ? " free" : "";
        string help = Help(kind);
        if (help.Length > 0)
            _explained.Add(name);
        if (kind == "success" && parameters.Count == 0 && random.Next(16) == 0)
        {
            _written.Add($"reply {name} silent {help}\n");
            return name;
        }

        string whole = random.Next(8) == 0 && lines.Count == 1 ? " whole" : "";
        _written.Add(
            $"reply {name}{(parameters.Count > 0 ? $" ({string.Join(", ", parameters.Select(Typed))})" : "")} {Code(kind)} {string.Join("\n    ", lines.Select(line => $"\"{line}\""))}{free}{whole} {help}\n");
        if (slot.Length == 0 && kind is not ("octet" or "listing"))
        {
            if (!_byKind.TryGetValue(kind, out var known))
                _byKind.Add(kind, known = []);
            known.Add(name);
        }

        return name;
    }

    private string Typed(string parameter) => parameter + (random.Next(hasStatuses ? 7 : 6) switch { 0 => ": number", 1 => ": text", 2 => ": quoted", 3 => ": doubled", 6 => ": octets", _ => "" });

    private string Text(string slot)
    {
        var parts = new List<string> { s_words[random.Next(takesUtf8 ? s_words.Length : s_words.Length - 1)] };
        if (slot.Length > 0)
            parts.Add($"{{{slot}}}");
        if (random.Next(5) == 0)
            parts.Insert(random.Next(parts.Count + 1), $"{{{Slots[random.Next(Slots.Count)]}}}");
        return string.Join(random.Next(4) == 0 ? "" : " ", parts);
    }

    private string Code(string kind)
    {
        if (hasStatuses)
            return kind switch { "success" when random.Next(6) == 0 => "plain", "success" or "listing" or "opening" or "unasked" => random.Next(4) == 0 ? "also" : "positive", "asking" => "intermediate", "closing" => random.Next(2) == 0 ? "positive" : "negative", _ => "negative" };
        int code = kind switch
        {
            "success" or "listing" or "unasked" => 200 + random.Next(100),
            "asking" => 300 + random.Next(100),
            "opening" => 100 + random.Next(100),
            "closing" => random.Next(2) == 0 ? 221 : 421,
            _ => (random.Next(2) == 0 ? 400 : 500) + random.Next(100),
        };
        code += code == 221 && kind != "closing" ? 1 : code == 421 && kind != "closing" ? 1 : 0;
        string enhanced = kind is not ("asking" or "opening") && random.Next(2) == 0 ? $" {code / 100}.{random.Next(8)}.{random.Next(100)}" : "";
        return code.ToString(CultureInfo.InvariantCulture) + enhanced;
    }

    private string Help(string kind) => kind is "success" or "listing" or "asking" or "opening" or "unasked" && random.Next(2) == 0
        ? ""
        : "{ meaning \"It's <this> & \\\"that\\\".\" seen \"Often.\" fix \"Do {nothing}.\" }";

    public override string ToString() => string.Concat(_written);
}
