using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SmtpGen.RandomSpecs.Drafts;

/// <summary>Writes a random specification: most are right, with all that the language has, and some are not.</summary>
internal sealed partial class Draft
{
    private readonly Random _random;
    private readonly Vocabulary _names;
    private readonly States _states;
    private readonly Replies _replies;
    private readonly Patterns _patterns;
    private readonly StringBuilder _members = new();
    private readonly List<string> _limits = [];
    private readonly List<string> _options = [];
    private readonly List<string> _flags = [];
    private readonly List<string> _words = [];
    private readonly List<string> _commands = [];
    private readonly List<string> _tallied = [];
    private readonly bool _hasStatuses;
    private string _unasked = "";
    private readonly bool _takesUtf8;
    private readonly bool _hasFamily;
    private string _both = "";
    private bool _hasUpgrade;
    private bool _hasParameters;
    private bool _hasBody;
    private bool _counts;

    private Draft(Random random)
    {
        _random = random;
        _names = new Vocabulary(random);
        _states = new States(random, _names);
        _hasStatuses = random.Next(6) == 0;
        _takesUtf8 = random.Next(5) == 0;
        _hasFamily = !_hasStatuses && random.Next(4) == 0;
        _replies = new Replies(random, _names, _hasStatuses, _takesUtf8);
        _patterns = new Patterns(random, _names, _replies);
    }

    /// <summary>The specification with a number; the same number gives the same text.</summary>
    public static string Write(int number)
    {
        var random = new Random(number);
        var draft = new Draft(random);
        string text = draft.Protocol();
        return random.Next(5) == 0 ? Mutation.Of(text, random) : text;
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Pick(IReadOnlyList<string> of) => of[_random.Next(of.Count)];

    private string Protocol()
    {
        string name = _random.Next(4) == 0 ? Capitalized(_names.Name("Proto")) : "Proto";
        Settings();
        Ways();
        for (int i = _random.Next(4); i > 0; i--)
            Command();
        if (_limits.Count > 0 && Chance(10))
            Data();
        if (Chance(35))
            Body();
        if (_limits.Count > 0 && Chance(20))
            BodyForEach();
        if (Chance(25))
            Exchange();
        if (Chance(20))
            Upgrade();
        if (Chance(20))
            Sending();
        if (Chance(25))
            SendingFirst();
        if (Chance(20))
            Member($"unsolicited {_unasked = _replies.Unasked()}{(Chance(30) ? ", " + _replies.Unasked() : "")} in {(Chance(20) ? "*" : _states.Some().Text)}");
        if (Chance(40))
            Extension();
        if (Chance(25))
            Policy();
        string quit = _names.Verb();
        _commands.Add(quit);
        Member(Doc("Ends the session.") + $"command {quit} {{ from *{(Chance(20) ? "; sync" : "")} => {_replies.Closing()} -> {_states.Final} }}");
        Connect();
        Otherwise();
        string classes = Classes();
        string protocol = Doc("A random protocol.") + $"protocol {name} {{\n{Head()}{_members}{_replies}{classes}}}\n";
        return protocol + (Chance(25) ? Derived(name) : "") + (Chance(20) ? Translation(name, classes.Length > 0) : "");
    }

    private static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private string Doc(string text) => Chance(60) ? $"/// {text}{(Chance(15) ? " See <a> & \"b\"." : "")}\n" : "";

    private void Member(string text) => _members.Append(text).Append('\n');

    private void Settings()
    {
        for (int i = _random.Next(3); i > 0; i--)
            _limits.Add(_names.Name("limit"));
        if (Chance(20))
            _limits.Add("errors");
        _patterns.Limits.AddRange(_limits);
        _replies.Slots.AddRange(_limits);
        if (Chance(25))
            _options.Add(_names.Name("lenient"));
        if (_options.Count > 0 && Chance(25))
        {
            _options.Add(_names.Name("strange"));
            _both = _names.Name("all");
        }

        if (Chance(10))
            Prefix();
        switch (_random.Next(12))
        {
            case 0:
                Literals();
                break;
            case 2 when !_members.ToString().Contains("prefix ", StringComparison.Ordinal):
                Arrays();
                break;
        }

        _patterns.Options.AddRange(_options);
        if (_both.Length > 0 && Chance(30))
            _patterns.Options.Add(_both);
    }

    private void Arrays()
    {
        if (_limits.Count == 0)
            _limits.Add(_names.Name("limit"));
        string tooBig = Chance(70) ? $"{_replies.Refusal()} -> same" : $"{_replies.Closing()} -> {_states.Final}";
        Member($"arrays {(Chance(70) ? "\"*\" \"$\"" : "\"<\" \">\"")} at most {_limits[0]} {{ too big => {tooBig}; bad framing => {_replies.Closing()} -> {_states.Final} }}");
        _patterns.CountsOctets = true;
        _counts = true;
    }

    // A command after whose line come as many octets as it says.
    private void Data()
    {
        string length = _names.Capture();
        string value = _names.Capture();
        string key = _names.Capture();
        string key2 = Chance(50) ? $"({key}: 1*4ALPHA{(Chance(30) ? " as ascii" : "")}) SP " : "";
        string limit = Chance(30) ? $" at most {Pick(_limits)} else {_replies.Refusal()}" : "";
        string bad = Chance(70) ? $"{_replies.Refusal()} -> same" : $"{_replies.Closing()} -> {_states.Final}";
        var arguments = new Pattern($" {key2}({length}: 1*{_random.Next(1, 3)}DIGIT as u64{limit})", key2.Length > 0 ? [key, length, value] : [length, value]);
        Member(Doc("Stores something.") + $"command {Verb()}{arguments.Text} {{\nfrom {_states.Some().Item1}\n{Clauses(arguments)}data ({value}) of {length} at most {Pick(_limits)} {{ too big => {_replies.Refusal()} -> same; bad framing => {bad} }}\n{Outcomes(arguments, "same")}}}");
        _counts = true;
    }

    private void Literals()
    {
        if (_limits.Count == 0)
            _limits.Add(_names.Name("limit"));
        string now = Chance(60) ? " now \"+\"" : "";
        string ready = now.Length == 0 || Chance(70) ? $"continue => {_replies.Asking()} -> same" : "";
        string tooBig = Chance(70) ? $"{_replies.Refusal()} -> same" : $"{_replies.Closing()} -> {_states.Final}";
        Member($"literals {(Chance(70) ? "\"{\" \"}\"" : "\"<\" \">\"")}{now} at most {_limits[0]} {{ {ready}; too big => {tooBig} }}");
        _patterns.CountsOctets = true;
        _counts = true;
    }

    private void Prefix()
    {
        string name = _names.Capture();
        string other = _names.Capture();
        string[] patterns = [$"({name}: 1*ALPHA) SP", $"[\":\" ({name}: 1*%x21-7E) 1*SP]", $"({name}: *3DIGIT) \"-\"", $"({name}: octet) SP [({other}: 1*DIGIT) \"*\"]", "*SP", $"1*2(%x2A) ({name}: [\"A\" %x80-FF])"];
        string pattern = Pick(patterns);
        _replies.Slots.AddRange(new[] { name, other }.Where(captured => pattern.Contains($"({captured}:", StringComparison.Ordinal)));
        Member($"prefix {pattern}{(Chance(50) ? " else \"*\"" : "")}");
    }

    private string Head()
    {
        var head = new StringBuilder("grammar \"rules.abnf\"\n");
        string[] bounds = [.. new[] { "word at most 6 octets", "dotted at most 9 octets", "octet at most 255 in value" }
            .Where(bound => Chance(20) && Regex.IsMatch(_members.ToString(), $@"[:(] *(as )?{bound.Split(' ')[0]}\b"))];
        Block(head, "bounds", bounds);
        if (Chance(40) && Regex.IsMatch(_members.ToString(), @"\bmailbox\)"))
            head.Append("parts mailbox { local: word; domain: dotted }\n");
        if (Chance(25))
            head.Append(CultureInfo.InvariantCulture, $"lines {{ max {_random.Next(64, 300)}; drain {_random.Next(400, 900)}; reply {_random.Next(100, 512)} }}\n");
        if (_takesUtf8)
            head.Append("lines { replies utf8 }\n");
        if (Chance(15))
            head.Append("lines { verbs exact }\n");
        if (_hasStatuses && Chance(40))
            head.Append("lines { further plain }\n");
        if (_hasFamily)
            head.Append("family coded\n");
        head.Append(Rules());
        if (Chance(20))
            head.Append("waits { command 30s; data-block 1m; data-end 1h }\n");
        if (_hasStatuses)
            head.Append("statuses { positive \"+OK\"; intermediate \"+\"; negative \"-ERR\"; also positive \"* {host}\"; plain positive \"\" }\n");
        Block(head, "limits", _limits.Select(limit => $"{limit} {_random.Next(2, 12)} in 1 .. 1000"));
        if (_options.Count > 0 && Regex.Count(_members.ToString(), $@"\b{Regex.Escape(_options[0])}\b") == 0)
            head.Append(CultureInfo.InvariantCulture, $"lines {{ any blanks when {_options[0]} }}\n");
        Block(head, "options", _options.Select(option => option + (Chance(50) ? " on" : " off")).Concat(_both.Length > 0 ? [$"{_both} = {string.Join(", ", _options)}"] : []));
        Block(head, "flags", _flags.Select(flag => flag + (_states.Groups.Count > 0 && Chance(20) ? " in " + _states.Groups[0].Name : "")));
        Block(head, "words", _words);
        return head.Append(_states).ToString();
    }

    // What random replies keep to; `not` relaxes what a family says.
    private string Rules()
    {
        string[] rules = ["intermediate reads", "refusals stay", "refusals explained", "221, 421 end session", .. _hasStatuses ? [] : new[] { "enhanced matches" }];
        return _random.Next(4) switch
        {
            0 => "family mail\n",
            1 => $"family mail\nrules {{ not {rules[_random.Next(3)]} }}\n",
            2 => $"rules {{ {string.Join("; ", rules.Where(_ => Chance(60)))} }}\n",
            _ => "",
        };
    }

    private void Block(StringBuilder head, string keyword, IEnumerable<string> items)
    {
        string text = string.Join("\n", items.Select(item => Doc("Something.") + item));
        if (text.Length > 0)
            head.Append(keyword).Append(" {\n").Append(text).Append("\n}\n");
    }

    private void Connect()
    {
        var rows = new List<string> { $"=> {_replies.Success()} -> {(Chance(80) ? _states.Initial : _states.Any)}" };
        if (Chance(30))
            rows.Add($"=> {_replies.Closing()} -> {_states.Final}");
        Member($"connect {{\n{string.Join("\n", rows)}\n}}");
    }

    private void Otherwise()
    {
        string bare = _options.Count > 0 && Chance(30) ? " unless " + _options[0] : "";
        bool hasRest = Chance(30);
        var rows = new List<string>();
        Add("unknown verb", () => $"=> {_replies.Refusal()} -> same");
        Add("wrong state", () => $"=> {_replies.Refusal()} -> same");
        Add("bad arguments", () => $"=> {_replies.Refusal()} -> same");
        Add("not offered", () => $"=> {_replies.Refusal()} -> same");
        Add("line too long", () => $"=> {_replies.Refusal()} -> same");
        Add("handler failed", () => $"=> {_replies.Refusal()} -> same");
        foreach (string input in new[] { "endless line", "bare line feed" + bare, "handler closes", "talks first", "idle", "session too long", "shutdown", "too many connections", "too many errors" })
            Add(input, () => $"{(input == "idle" && Chance(20) ? "" : $"=> {_replies.Closing()} ")}-> {_states.Final}");
        if (hasRest)
            rows.Add($"anything else => {_replies.Closing()} -> {_states.Final}");
        if (_hasParameters && !hasRest)
            rows.Add($"unknown parameter => {_replies.Refusal()} -> same");
        if (_hasBody || _counts)
            rows.Add($"too slow => {_replies.Closing()} -> {_states.Final}");
        if (_hasUpgrade)
            rows.Add($"sent ahead => {_replies.Closing()} -> {_states.Final}");
        if (Chance(25))
            rows.Add($"foreign {(Chance(50) ? "\"GET\", \"P0ST\", " : "")}%x16 => {_replies.Closing()} -> {_states.Final}");
        if (_limits.Count > 0 && Chance(30))
            rows.Add($"more than {_limits[0]} {(Chance(50) ? $"of {Pick(_commands)}" : $"answered {_replies.Refusal()}")}{(Chance(40) ? " until " + _replies.Success() : "")} => {_replies.Closing()} -> {_states.Final}");
        Member($"otherwise {{\n{string.Join("\n", rows)}\n}}");

        // What the family gives, or the row for the rest, need not be said, but an option that is named must be used.
        void Add(string input, Func<string> answer)
        {
            if (input.Contains(" unless ", StringComparison.Ordinal) || !((_hasFamily && Chance(80)) || (hasRest && Chance(50))))
                rows.Add($"{input} {answer()}");
        }
    }

    private string Translation(string protocol, bool hasClasses) =>
        $"help ja for {protocol}\n{(hasClasses ? "class 2 \"\u826f\" { meaning \"\u7d42\u308f\u308a\" }\nclass 5 \"\u5426\" { meaning \"\u5426\" }\n" : "")}{_replies.Translated()}";

    private string Classes() => Chance(10) ? "class 2 \"Fine\" { meaning \"It <is> done.\" }\nclass 5 \"Bad\" { meaning \"It is not.\" }\n" : "";
}
