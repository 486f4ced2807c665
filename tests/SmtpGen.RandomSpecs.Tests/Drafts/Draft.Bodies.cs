namespace SmtpGen.RandomSpecs.Drafts;

// Commands after which something else follows: bodies, lines, TLS.
internal sealed partial class Draft
{
    private void Body()
    {
        _hasBody = true;
        string body = _names.Name("Body");
        string behind = _states.Any;
        string limit = _limits.Count > 0 && Chance(50) ? _limits[0] : "";
        string raw = Chance(15) ? $" raw when {Flag()}" : "";
        string nul = Chance(25) ? $"nul{(_options.Count > 0 ? " unless " + _options[0] : "")} => {_replies.Closing()} -> {_states.Final}\n" : "";
        string tooBig = limit.Length > 0 ? $"too big => {_replies.Refusal()} -> {behind}\n" : "";
        string more = Chance(60) ? $"=> {_replies.Refusal(false)} -> {behind}\n" : "";
        Member(Doc("What is read.") + $"body {body}{(limit.Length > 0 ? $" at most {limit}" : "")}{raw} {{\n=> {_replies.Success()} -> {behind}\n{more}{tooBig}bad framing => {_replies.Closing()} -> {_states.Final}\n{nul}}}");
        if (_hasBody)
        {
            var (from, _) = _states.Some();
            string refuse = Chance(40) ? $"=> {_replies.Refusal(false)} -> same\n" : "";
            Member(Doc("Sends it.") + $"command {Verb()} {{\nfrom {from}\n{(Chance(50) ? "sync\n" : "")}=> {_replies.Asking()} then read {body} as dotted\n{refuse}}}");
        }

        if (Chance(40))
            Chunks(body, _states.Any);
    }

    private void Chunks(string body, string from, string group = "")
    {
        string state = _names.Name("Chunks");
        string lost = _names.Name("Lost");
        string length = _names.Capture();
        string last = _names.Capture();
        string framing = Chance(30) ? $"bad framing => {_replies.Closing()} -> {_states.Final}\n" : "";
        Member(group.Length > 0 ? $"states {{ {group} {{ {state} }}; {lost} }}" : $"states {{ {state}; {lost} }}");
        Member($"command {Verb()} ({length}: 1*{_random.Next(1, 21)}DIGIT as u64) [SP ({last}: \"LAST\")] {{\nbad arguments => {_replies.Closing()} -> {_states.Final}\nfrom {from}, {state}\nthen read {body} as chunk of {length} until {last} {{\nmore => {_replies.Success()} -> {state}\nrefused -> {lost}\n{framing}}}\n}}");
    }

    // A body that each success of a command gets an answer to, as in LMTP (RFC 2033 section 4.2).
    private void BodyForEach()
    {
        _hasBody = true;
        string body = _names.Name("Each");
        string group = _names.Name("Many");
        string state = _names.Name("Adding");
        string some = _names.Name("Some");
        string counted = Verb();
        string behind = _states.Any;
        Member($"states {{ {group} {{ {state}; {some} }} }}");
        Member($"command {Verb()} {{ from * => {_replies.Success()} -> {state} }}");
        Member($"command {counted} {{\nfrom {group}\nat most {_limits[0]} in {group} else {_replies.Refusal()}\n=> {_replies.OwnSuccess(true)} -> {some}\n{(Chance(50) ? $"=> {_replies.Refusal(false)} -> same\n" : "")}}}");
        string from = Chance(90) ? some : group;
        Member($"body {body} per {counted} {{\n=> {_replies.Success()} -> {behind}\n=> {_replies.OwnRefusal()} -> {behind}\nbad framing => {_replies.Closing()} -> {_states.Final}\n}}");
        if (Chance(60))
            Member($"command {Verb()} {{\nfrom {from}\nsync\n=> {_replies.Asking()} then read {body} as dotted\n}}");
        else
            Chunks(body, from, group);
    }

    private void Exchange()
    {
        var line = _patterns.Value(isLine: true);
        var arguments = Chance(60) ? _patterns.Arguments() : new Pattern("", []);
        string cancel = Chance(50) ? $"\"*\" => {_replies.Refusal()} -> same\n" : "";
        string sets = Chance(30) ? $" sets {Flag()}" : "";
        var outcomes = new List<string>
        {
            $"=> {_replies.Refusal()} -> same",
            $"=> {_replies.Asking(false)} then read line {line.Text} at most {_random.Next(64, 500)} octets {{\n{cancel}bad arguments => {_replies.Refusal()} -> same\nline too long => {_replies.Refusal()} -> same\n}}",
            $"=> {_replies.OwnSuccess(false)}{sets} -> {(Chance(50) ? "same" : _states.Any)}",
        };
        if (Chance(30))
            (outcomes[0], outcomes[2]) = ($"=> {_replies.OwnSuccess(true)} -> same", outcomes[0]);
        if (Chance(20))
            outcomes.Insert(2, outcomes[1].Replace(outcomes[1].Split(' ')[1], _replies.Asking(false)));
        Member(Doc("Asks.") + $"command {Verb()}{arguments.Text} {{\nfrom {_states.Some().Text}; sync\n{Clauses(arguments).Replace("sync\n", "")}{string.Join("\n", outcomes)}\n}}");
    }

    private void Upgrade()
    {
        _hasUpgrade = true;
        string flag = _names.Name("tls");
        _flags.Add(flag);
        string go = _replies.OwnSuccess(true);
        string refuse = Chance(50) ? $"=> {_replies.Refusal(false)} -> same\n" : "";
        Member($"command {Verb()} {{\nfrom {_states.Some().Text}; sync\nneeds not {flag} else {_replies.Refusal()}\n=> {go} then upgrade sets {flag} -> {(Chance(50) ? "same" : _states.Any)}\n{refuse}}}");
    }

    private void SendingFirst()
    {
        var arguments = _patterns.Arguments();
        string quota = _limits.Count > 0 && _states.Groups.Count > 0 && Chance(30) ? $"at most {_limits[0]} in {_states.Groups[0].Name} else {_replies.Refusal()}\n" : "";
        string sets = Chance(30) ? $" sets {Flag()}" : "";
        string again = Chance(30) ? $", {_replies.Opening()}" : "";
        string first = Chance(50) ? _replies.Success(true, arguments.Captures) : _replies.Refusal();
        Member(Doc("Takes long.") + $"command {Verb()}{arguments.Text} {{\nfrom {_states.Some().Text}\n{Clauses(arguments)}{quota}{(Chance(20) ? "asks\n" : "")}sends {_replies.Opening()}{again}\n=> {first} -> same\n{(Chance(70) ? $"=> {_replies.OwnSuccess(false)}{sets} -> {(Chance(50) ? "same" : _states.Any)}\n" : "")}}}");
    }

    private void Sending()
    {
        var arguments = _patterns.Arguments();
        Member(Doc("Fetches it.") + $"command {Verb()}{arguments.Text} {{\nfrom {_states.Some().Text}\n{Clauses(arguments)}=> {_replies.Refusal()} -> same\n=> {_replies.OwnSuccess(false)} then send body as dotted -> same\n}}");
    }
}
