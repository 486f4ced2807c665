using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Binds commands and what extensions add to them.</summary>
internal sealed class CommandBinder(
    StateTable states, SymbolTable<FlagModel> flags, SymbolTable<LimitModel> limits, SymbolTable<OptionModel> options,
    SymbolTable<BoundReply> replies, SymbolTable<ExtensionModel> extensions, NeedBinder needs, OutcomeBinder outcomes, ArgumentBinder arguments, CountedBinder counted, Report report)
{
    private readonly SymbolTable<BoundCommand> _commands = new("command", report, StringComparer.OrdinalIgnoreCase);

    public SymbolTable<BoundCommand> Bind(IReadOnlyList<OwnedMember> members)
    {
        foreach (var member in members)
        {
            if (member.Member is CommandMember syntax)
                _commands.Add(syntax.Verb, Bind(syntax, Owner(member)));
        }

        foreach (var member in members)
        {
            if (member.Member is ParamMember param)
                Add(param, Owner(member));
            else if (member.Member is NonAsciiMember nonAscii)
                Add(nonAscii);
            else if (member.Member is PolicyMember policy)
                needs.Add(policy, _commands);
        }

        return _commands;
    }

    private int Owner(OwnedMember member) => member.Owner is null ? -1 : extensions.TryUse(member.Owner.Name.Text);

    private BoundCommand Bind(CommandMember syntax, int extension)
    {
        var command = new BoundCommand(syntax, extension);
        arguments.Bind(command);
        foreach (var sent in syntax.Sends)
        {
            if (command.Sends.Exists(other => other.At.Text == sent.Text))
                report.Add(BindingRules.Duplicate, sent, $"'{sent}' stands in 'sends' already; it may be sent any number of times.");
            else if (replies.Use(sent) is >= 0 and var reply)
                command.Sends.Add((sent, reply));
        }

        foreach (var rule in syntax.Rules)
        {
            List<BoundOutcome> answers = [.. rule.Outcomes.SelectMany(outcomes.Bind)];
            command.Rules.Add(new BoundRule(
                rule, [.. rule.States.SelectMany(states.Find)], answers,
                [.. (rule.Or?.States ?? []).SelectMany(states.Find)], rule.Or is null ? -1 : options.Use(rule.Or.Option))
            {
                Asks = rule.Keyword.Text == "from" && answers.Count > 0 && answers[0].Then is not BoundReadBody && (syntax.Asks || command.Sends.Count > 0 || answers[0].Model.Sends || HasParameters(answers[0])),
            });
        }

        command.Needs.AddRange(syntax.Needs.SelectMany(need => needs.Bind(need, -1)));
        command.LineMax = syntax.LineMax is null ? 0 : (int)Numbers.Read(syntax.LineMax, report, 64, 1 << 24);
        command.BadArguments = outcomes.BindOne(syntax.BadArguments);
        CheckChunks(command);
        command.Data = counted.Bind(command);
        arguments.CheckData(command);
        if (command.Data is { Model: var data })
            command.Captures.Add(new CaptureModel(data.Name, CaptureKind.Data, -1, -1, false));
        if (syntax.Quota is { } quota)
        {
            int limit = limits.Use(quota.Limit);
            int group = states.FindGroup(quota.Group);
            int reply = replies.Use(quota.Reply);
            if (limit >= 0 && group >= 0 && reply >= 0)
                command.Quota = new QuotaModel(limit, group, reply);
        }

        return command;
    }

    private bool HasParameters(BoundOutcome outcome) => outcome.Model.Reply >= 0 && replies[outcome.Model.Reply].Model.Parameters.Count > 0;

    private void Add(ParamMember param, int extension)
    {
        uint sets = flags.UseMask(param.Sets);
        var (value, capture) = arguments.BindValue(param);
        string keyword = param.Parameter.Text.TrimEnd('=').ToUpperInvariant();
        foreach (var verb in param.Verbs)
        {
            int index = _commands.Use(verb);
            if (index < 0)
                continue;
            var command = _commands[index];
            if (!command.Syntax.TakesParameters)
                report.Add(BindingRules.BadValue, verb, $"The command {verb} takes no parameters; write [params] after its arguments.");
            else if (command.Parameters.Any(p => p.Model.Keyword == keyword && p.Model.Extension == extension))
                report.Add(BindingRules.Duplicate, param.Parameter, $"The command {verb} has a parameter {keyword} already; remove one of the two.");
            else if (command.Parameters.Any(p => p.Model.Keyword == keyword && (p.Model.Value is null || value is null || p.Model.Capture?.Name != capture?.Name)))
                report.Add(BindingRules.BadValue, param.Parameter, $"The parameter {keyword} of {verb} has another form already; both must capture a value by the same name.");
            else
                command.Parameters.Add(new BoundParameter(param, new ParameterModel(keyword, param.Doc, extension, value, capture, sets)));
        }
    }

    // What counts and ends the chunks must be captured by the command that announces them.
    private void CheckChunks(BoundCommand command)
    {
        foreach (var chunk in command.Syntax.Rules.SelectMany(r => r.Outcomes).Select(o => o.Then).OfType<ReadBodySyntax>().Select(r => r.Chunk).OfType<ChunkSyntax>())
        {
            if (!command.Captures.Any(c => c.Name == chunk.Length.Text && c.Kind == CaptureKind.Number))
                report.Add(BindingRules.Undefined, chunk.Length, $"{command.Syntax.Verb} captures no number '{chunk.Length}'; write ({chunk.Length}: 1*20DIGIT as u64) in its arguments.");
            if (!command.Captures.Any(c => c.Name == chunk.Last.Text))
                report.Add(BindingRules.Undefined, chunk.Last, $"{command.Syntax.Verb} captures no '{chunk.Last}'; write [SP ({chunk.Last}: \"LAST\")] in its arguments.");
            foreach (var capture in PatternViews.CaptureNodes(command.Pattern).Where(c => c.Name != chunk.Length.Text && c.Name != chunk.Last.Text))
            {
                report.Add(BindingRules.BadValue, new Name(capture.Name, capture.NameSpan, command.Syntax.Verb.Source),
                    $"A handler gets the chunk and whether it is the last one, not '{capture.Name}'; write its expression without a capture.");
            }

            foreach (var outcome in command.Rules.SelectMany(r => r.Outcomes).Where(o => o.Model.Reply >= 0))
            {
                report.Add(BindingRules.BadValue, outcome.At,
                    $"The octets after {command.Syntax.Verb} must be read before anything is answered; write 'then read BODY as chunk ...', or leave the states out.");
            }

            if (command.BadArguments is not { Model.Target: >= 0 and var target } || !states.Leaves[target].IsFinal)
            {
                report.Add(BindingRules.MissingPart, command.Syntax.Verb,
                    $"After arguments of {command.Syntax.Verb} that cannot be read nobody knows where the next command begins; write 'bad arguments => REPLY -> FINAL-STATE'.");
            }
        }
    }

    private void Add(NonAsciiMember member)
    {
        uint needs = flags.UseMask(member.Flags);
        int reply = replies.Use(member.Reply);
        foreach (int index in member.Verbs.Select(_commands.Use).Where(i => i >= 0 && reply >= 0))
            _commands[index].NonAscii = new NonAsciiModel(needs, reply);
    }
}
