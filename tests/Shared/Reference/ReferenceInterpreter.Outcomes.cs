using SmtpGen.Language.Model;

namespace SmtpGen.Reference;

// Outcomes: what they set, where they lead, what follows, and what is answered in their place.
internal sealed partial class ReferenceInterpreter
{
    private void Answer(Chosen chosen, CommandModel? command = null, RuleModel? rule = null)
    {
        if (chosen.Outcome is { } outcome)
            Apply(outcome, command, rule, chosen);
        else
            Event(OtherwiseInput.HandlerCloses);
    }

    private void Apply(OutcomeModel answer, CommandModel? command = null, RuleModel? rule = null, Chosen? chosen = null)
    {
        var outcome = OneTooMany(answer, command) is { } tally ? new OutcomeModel(tally.Reply, tally.Target, 0, 0, null) : answer;
        bool isPositive = Routes.IsPositive(model, outcome);
        Flags = (Flags | outcome.Sets) & ~outcome.Clears;
        if (outcome.Target >= 0)
        {
            Flags |= isPositive && command is not null ? _parameterFlags : 0;
            Enter(outcome.Target);
        }

        if (isPositive && command?.Quota is not null)
            _counts[command.Verb] = _counts.GetValueOrDefault(command.Verb) + 1;
        if (outcome.Reply >= 0)
            Say(outcome.Reply, outcome == answer ? chosen?.Text : null, outcome.Then is SendBodyModel ? chosen?.Sent ?? "" : null);
        switch (outcome.Then)
        {
            case ReadBodyModel read:
                Begin(read);
                break;
            case ReadLineModel line:
                _exchange = (command!, rule!, line);
                break;
            case UpgradeModel:
                Secure();
                break;
        }
    }

    // The first row that has counted enough of such answers; null: none.
    private TallyModel? OneTooMany(OutcomeModel answer, CommandModel? command)
    {
        foreach (var tally in model.Tallies)
        {
            string limit = model.Limits[tally.Limit].Name;
            bool isCounted = tally.Replies.Contains(answer.Reply) || tally.Commands.Any(c => model.Commands[c] == command);
            long count = _tallies.GetValueOrDefault(limit);
            if (isCounted && count >= settings.Limits[limit])
                return tally;
            _tallies[limit] = tally.Until.Contains(answer.Reply) ? 0 : isCounted ? count + 1 : count;
        }

        return null;
    }

    /// <summary>Says what nobody asked for, where the state allows it.</summary>
    public bool TryPush(UnsolicitedModel push, string? text)
    {
        if (!push.States.Contains(State))
            return false;
        Say(push.Reply, text);
        return true;
    }

    private void Secure() => Flags |= model.Commands.SelectMany(c => c.Rules).SelectMany(r => r.Outcomes)
        .Where(o => o.Then is UpgradeModel).Aggregate(0u, (flags, o) => flags | o.Sets);

    private void Enter(int state)
    {
        State = state;
        for (int i = 0; i < model.Flags.Count; i++)
        {
            if (model.Flags[i].Scope >= 0 && !model.Groups[model.Flags[i].Scope].Members.Contains(state))
                Flags &= ~(1u << i);
        }

        foreach (var command in model.Commands)
        {
            if (command.Quota is { } quota && !model.Groups[quota.Group].Members.Contains(state))
                _counts.Remove(command.Verb);
        }

        GiveUpChunks();
    }

    private void Foreign()
    {
        Enter(model.Foreign!.Target);
        Say(model.Foreign.Reply);
    }

    private void Error(OtherwiseInput input)
    {
        if (IsCounted())
            Event(input);
    }

    private void Error(OutcomeModel outcome)
    {
        if (IsCounted())
            Apply(outcome);
    }

    // False when there were too many, which was said.
    private bool IsCounted()
    {
        if (_errors++ < settings.Limits.GetValueOrDefault("errors", long.MaxValue))
            return true;
        Event(OtherwiseInput.TooManyErrors);
        return false;
    }

    private void Event(OtherwiseInput input)
    {
        var row = model.Otherwise.First(o => o.Input == input);
        if (row.Target >= 0)
            Enter(row.Target);
        if (row.Reply >= 0)
            Say(row.Reply);
    }

    // What a policy, a need or a limit says counts like what a rule says.
    private void Deny(int reply)
    {
        if (OneTooMany(new OutcomeModel(reply, -1, 0, 0, null), null) is not { } tally)
        {
            Say(reply);
            return;
        }

        if (tally.Target >= 0)
            Enter(tally.Target);
        if (tally.Reply >= 0)
            Say(tally.Reply);
    }
}
