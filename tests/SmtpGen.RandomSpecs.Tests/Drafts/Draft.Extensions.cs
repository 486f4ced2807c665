namespace SmtpGen.RandomSpecs.Drafts;

// Extensions, policies, and protocols that extend this one.
internal sealed partial class Draft
{
    private void Extension()
    {
        string before = "";
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            string with = before.Length > 0 && Chance(25) ? $" with {before}" : "";
            string keyword = _names.Name("EXT").ToUpperInvariant();
            string text = Announced();
            string when = Chance(20) ? $" when {(Chance(30) ? "not " : "")}{Flag()}" : "";
            string members = Chance(50) ? Inner() : "";
            Member(Doc("Offered.") + $"extension {keyword}{(Chance(20) ? " off" : "")}{text}{with}{when}{(Chance(20) ? " cites RFC1870" : "")}{(members.Length > 0 ? $" {{\n{members}}}" : "")}");
            before = keyword;
        }

        if (Chance(15))
            Member($"extensions when {Flag()}");
        Member($"command {Verb()} {{ from * => {_replies.Listing()} -> same }}");
        if (Chance(50))
            Parameters();
    }

    private string Announced()
    {
        if (Chance(25) && _limits.Count > 0)
            return $" \"{{{_limits[0]}}}\"";
        if (!Chance(25))
            return Chance(10) ? " \"PLAIN text\"" : "";
        string word = _names.Name("word");
        _words.Add(word);
        if (Chance(40))
            _replies.Slots.Add(word);
        return $" \"{{{word}}}\"";
    }

    private string Inner()
    {
        var arguments = _patterns.Arguments();
        return Doc("Of an extension.") + $"command {Verb()}{arguments.Text} {{\nfrom {_states.Some().Text}\n{Outcomes(arguments, "same")}}}\n";
    }

    private void Parameters()
    {
        _hasParameters = true;
        string verb = Verb();
        string capture = _names.Capture();
        Member($"command {verb} \"FOR:\" ({capture}: {(Chance(50) ? "address as mailbox" : "any")}) [params] {{\nfrom {_states.Some().Text}\n=> {_replies.Success(true, [capture])} -> same\n{(Chance(50) ? $"=> {_replies.Refusal(false)} -> same\n" : "")}}}");
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            string keyword = _names.Name("PAR").ToUpperInvariant().Replace(".", "-").Replace("_", "");
            string sets = Chance(30) ? $" sets {Flag()}" : "";
            string parameter = Chance(30) ? $"\"{keyword}\"" : $"\"{keyword}=\" {_patterns.Value(isLine: false).Text}";
            string member = $"param {verb} {parameter}{sets}";
            Member(Chance(60) ? $"extension {_names.Name("WITH").ToUpperInvariant()} {{ {member} }}" : member);
        }

        if (Chance(30))
            Member($"non-ascii in {verb} needs {Flag()} else {_replies.Refusal()}");
    }

    private void Policy()
    {
        string name = Chance(60) ? $" {_names.Name("policy")} {(Chance(30) ? "on" : "off")}" : "";
        string verbs = Chance(50) ? string.Join(", ", _commands.Where(_ => Chance(40)).DefaultIfEmpty(Known())) : $"* but {Known()}";
        Member(Doc("Holds.") + $"policy{name} {{ {verbs} need {(Chance(50) ? "not " : "")}{Flag()} else {_replies.Refusal()} }}");
    }

    private string Known()
    {
        if (_commands.Count == 0)
            Command();
        return Pick(_commands);
    }

    // What a handler of the protocol that is extended does not have: it is never asked for values, lists and bodies.
    private string OfHandlers()
    {
        string ok = _hasStatuses ? "positive" : "297";
        string body = Chance(40)
            ? $"body Fresh {{ => told-plain -> same; bad framing => {_replies.Closing()} -> {_states.Final} }}\ncommand {_names.Verb()} {{ from * => go-ahead then read Fresh as dotted }}\n"
                + $"reply go-ahead {(_hasStatuses ? "intermediate" : "397")} \"Go\" {{ meaning \"Go.\" seen \"Here.\" fix \"Go.\" }}\nreply told-plain {ok} \"Told\""
            : "";
        return $"command {_names.Verb()} (items: list of 1*ALPHA) {{ from *; sends grown => told -> same }}\nreply told (what, times: number) {ok} \"{{what}} {{times}}\"\n"
            + $"reply grown (times: number) {ok} \"{{times}}\"\nunsolicited grown in *\n{body}";
    }

    private string Derived(string name)
    {
        var members = new List<string>();
        string renamed = _commands[^1];
        if (Chance(50))
            members.Add($"rename command {renamed} to {_names.Verb()}");
        if (Chance(20) && _commands.Count > 1)
            members.Add($"remove command {_commands[0]}");
        if (Chance(30))
            members.Add("change otherwise { }");
        if (Chance(40))
            members.Add($"command {_names.Verb()} {{ from * => alien -> same }}\nreply alien {(_hasStatuses ? "positive" : "299")} \"Alien\"");
        if (Chance(30))
            members.Add(OfHandlers());
        if (Chance(20) && _commands.Count > 1)
            members.Add($"change command {_commands[_random.Next(_commands.Count)]} (fresh: list of 1*ALPHA) {{ }}");
        if (_unasked.Length > 0 && Chance(60))
            members.Add($"change reply {_unasked} (fresh: number) {(_hasStatuses ? "also" : "298")} \"Now {{fresh}}\"");
        return Doc("Extends.") + $"protocol {Capitalized(_names.Name("Derived"))} extends {name} {{\n{string.Join("\n", members)}\n}}\n";
    }
}
