namespace SmtpGen.RandomSpecs.Drafts;

// Commands without a body, and the ways from state to state.
internal sealed partial class Draft
{
    // One command for each state but the first, so that all are reached.
    private void Ways()
    {
        for (int i = 1; i < _states.Leaves.Count; i++)
        {
            string verb = Verb();
            var arguments = _patterns.Arguments();
            string from = Chance(40) ? "*" : _states.Names(Enumerable.Range(0, i).Where(j => j == i - 1 || Chance(30)));
            string quota = _limits.Count > 0 && Chance(15) ? $"at most {_limits[0]} in {_states.Leaves[i]} else {_replies.Refusal()}\n" : "";
            Member(Doc("Goes on.") + $"command {verb}{arguments.Text} {{\nfrom {from}\n{Clauses(arguments)}{quota}{Outcomes(arguments, _states.Leaves[i])}}}");
        }
    }

    private void Command()
    {
        string verb = Verb();
        var arguments = _patterns.Arguments();
        var (from, members) = _states.Some();
        string rest = Exception(from, members);
        if (from != "*" && rest.Length == 0 && members.Count < _states.Leaves.Count && _options.Count > 0 && Chance(40))
            from += $" or {_states.Leaves[Enumerable.Range(0, _states.Leaves.Count).First(state => !members.Contains(state))]} when {Pick(_options)}";
        string cites = Chance(10) ? " cites RFC5321 \"4.1\"" : "";
        Member(Doc("Does <something> & more.") + $"command {verb}{arguments.Text}{cites} {{\nfrom {from}\n{Clauses(arguments)}{Outcomes(arguments, "same")}{rest}}}");
    }

    private string Verb()
    {
        string verb = _names.Verb();
        _commands.Add(verb);
        return verb;
    }

    // One state that has an answer of its own; `from *` leaves none to it.
    private string Exception(string from, List<int> members)
    {
        int[] others = [.. Enumerable.Range(0, _states.Leaves.Count).Where(i => !members.Contains(i))];
        return from != "*" && others.Length > 0 && Chance(30)
            ? $"in {_states.Leaves[others[_random.Next(others.Length)]]} => {_replies.Refusal()} -> same\n"
            : "";
    }

    private string Clauses(Pattern arguments)
    {
        string clauses = "";
        if (Chance(20))
            clauses += "sync\n";
        if (Chance(10))
            clauses += $"line at most {_random.Next(64, 400)} octets\n";
        if (Chance(20))
            clauses += $"bad arguments => {_replies.BadArguments(arguments.Text.Length > 0)} -> {(Chance(85) ? "same" : _states.Final)}\n";
        if (arguments.Text.Length > 0 && Chance(10))
            clauses += "keeps trailing spaces\n";
        if (Chance(20))
            clauses += $"needs {(Chance(40) ? "not " : "")}{Flag()} else {_replies.Refusal()}\n";
        return clauses;
    }

    // A flag that some outcome sets; whoever asks for one reads it.
    private string Flag()
    {
        if (_flags.Count > 0 && Chance(60))
            return Pick(_flags);
        return NewFlag();
    }

    private string NewFlag()
    {
        string flag = _names.Name("flag");
        _flags.Add(flag);
        string verb = Verb();
        string clears = Chance(50) ? $"{Verb()}" : "";
        Member($"command {verb} {{ from * => {_replies.Success()} sets {flag} -> same }}");
        if (clears.Length > 0)
            Member($"command {clears} {{ from * => {_replies.Success()} clears {flag} -> same }}");
        return flag;
    }

    private string Outcomes(Pattern arguments, string target)
    {
        var outcomes = new List<string> { $"=> {_replies.Success(true, arguments.Captures)} -> {target}" };
        for (int i = Chance(50) ? _random.Next(1, 4) : 0; i > 0; i--)
        {
            outcomes.Add(_random.Next(3) switch
            {
                0 => $"=> {_replies.OwnSuccess(false)} -> {(Chance(50) ? "same" : _states.Any)}",
                1 => $"=> {_replies.Closing()} -> {_states.Final}",
                _ => $"=> {_replies.Refusal(false)} -> same",
            });
        }

        if (Chance(20) && outcomes.Count == 2 && !_replies.HasParameter(outcomes[1]))
            outcomes.Reverse();
        return string.Join("\n", outcomes.DistinctBy(outcome => outcome.Split(' ')[1])) + "\n";
    }
}
