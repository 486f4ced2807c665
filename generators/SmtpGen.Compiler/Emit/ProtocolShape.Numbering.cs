using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <content>Numbers the outcomes and finds who chooses among them.</content>
internal sealed partial class ProtocolShape
{
    private void AddCommand(CommandModel command, int index)
    {
        foreach (var rule in command.Rules)
            AddRule(rule, index, Names.Pascal(command.Verb));
        if (command.Data is { } data)
            _data[index] = (Add(data.TooBig, -1, "", Names.Pascal(command.Verb) + "TooBig"), Add(data.BadFraming, -1, "", Names.Pascal(command.Verb) + "BadFraming"));
        if (command.BadArguments is { } bad)
            _badArguments[index] = Add(bad, index, "", Names.Pascal(command.Verb) + "BadArguments");
    }

    private void AddRule(RuleModel rule, int command, string name)
    {
        if (_firstOutcomes.ContainsKey(rule))
            return;
        if (rule.IsDecision && !_decisions.Any(point => point.Name == name))
            _decisions.Add(new DecisionPoint(name, $"{Name}{name}Result", rule, command, null, null));
        _firstOutcomes[rule] = _outcomes.Count;
        foreach (var outcome in rule.Outcomes)
            Add(outcome, command, rule.IsDecision ? name : "", name);
        for (int i = 0; i < rule.Outcomes.Count; i++)
        {
            _outcomes[_firstOutcomes[rule] + i].Then = rule.Outcomes[i].Then?.Match<ContinuationEntry>(
                read => Dotted(_bodies[read.Body]),
                (read, chunk) => AddChunk(_bodies[read.Body], chunk, name),
                line => AddLine(line, rule, command, name),
                () => new UpgradeEntry(),
                () => new SendEntry());
        }
    }

    private static ReadBodyEntry Dotted(BodyEntry body) => new(body, null, -1, body.BadFraming, body.Nul < 0 ? body.BadFraming : body.Nul);

    private ReadBodyEntry AddChunk(BodyEntry body, ChunkModel chunk, string name)
    {
        int more = Add(chunk.More, -1, "", name + "More");
        int badFraming = chunk.BadFraming is { } bad ? Add(bad, -1, "", name + "BadFraming") : body.BadFraming;
        // A chunk that has an answer of its own to what is wrong with it goes on after any fault.
        int nul = chunk.Nul is { } own ? Add(own, -1, "", name + "Nul") : chunk.BadFraming is not null || body.Nul < 0 ? badFraming : body.Nul;
        return new ReadBodyEntry(body, chunk, more, badFraming, nul);
    }

    private ReadLineEntry AddLine(ReadLineModel line, RuleModel rule, int command, string name)
    {
        string decision = name + Names.Pascal(line.Capture);
        if (!_decisions.Any(point => point.Name == decision))
            _decisions.Add(new DecisionPoint(decision, $"{Name}{name}Result", rule, command, null, line));
        return new ReadLineEntry(
            decision, line, line.Cancel is null ? -1 : Add(line.Cancel, -1, "", decision + "Cancel"),
            Add(line.BadArguments, -1, "", decision + "BadArguments"), Add(line.TooLong, -1, "", decision + "TooLong"));
    }

    private void AddBody(BodyModel body)
    {
        string name = Names.Pascal(body.Name);
        _decisions.Add(new DecisionPoint(name, $"{Name}{name}Result", body.Rule, -1, body, null));
        _firstOutcomes[body.Rule] = _outcomes.Count;
        foreach (var outcome in body.Rule.Outcomes)
            Add(outcome, -1, name, name);
        int tooBig = body.TooBig is null ? -1 : Add(body.TooBig, -1, "", name + "TooBig");
        _bodies.Add(new BodyEntry(name, body, _firstOutcomes[body.Rule], tooBig, Add(body.BadFraming, -1, "", name + "BadFraming"),
            body.Nul is null ? -1 : Add(body.Nul, -1, "", name + "Nul")));
    }

    private int Add(OutcomeModel outcome, int command, string decision, string subject)
    {
        string name = subject + (outcome.Reply < 0 ? "Silence" : Reply(outcome.Reply));
        string unique = name;
        for (int i = 2; !_outcomeNames.Add(unique); i++)
            unique = $"{name}_{i}";
        _outcomes.Add(new OutcomeEntry(outcome, command, decision, subject, unique));
        return _outcomes.Count - 1;
    }

    private sealed class ReferenceComparer : IEqualityComparer<RuleModel>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(RuleModel? x, RuleModel? y) => ReferenceEquals(x, y);

        public int GetHashCode(RuleModel obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
