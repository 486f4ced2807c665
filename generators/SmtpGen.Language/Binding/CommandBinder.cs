using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Binds commands and what extensions add to them.</summary>
internal sealed class CommandBinder(
    StateTable states, SymbolTable<FlagModel> flags, SymbolTable<LimitModel> limits, SymbolTable<BoundReply> replies,
    SymbolTable<ExtensionModel> extensions, OutcomeBinder outcomes, ArgumentBinder arguments, Report report)
{
    private readonly SymbolTable<BoundCommand> _commands = new("command", report, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<BoundCommand> Bind(IReadOnlyList<OwnedMember> members)
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
        }

        return [.. _commands.Values];
    }

    private int Owner(OwnedMember member) => member.Owner is null ? -1 : extensions.TryUse(member.Owner.Name.Text);

    private BoundCommand Bind(CommandMember syntax, int extension)
    {
        var command = new BoundCommand(syntax, extension);
        arguments.Bind(command);
        foreach (var rule in syntax.Rules)
            command.Rules.Add(new BoundRule(rule, [.. rule.States.SelectMany(states.Find)], [.. rule.Outcomes.SelectMany(outcomes.Bind)]));
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
                report.Add(BindingRules.BadValue, verb, $"The command {verb} takes no parameters; write [params] behind its arguments.");
            else if (command.Parameters.Any(p => p.Model.Keyword == keyword))
                report.Add(BindingRules.Duplicate, param.Parameter, $"The command {verb} has a parameter {keyword} already; remove one of the two.");
            else
                command.Parameters.Add(new BoundParameter(param, new ParameterModel(keyword, param.Doc, extension, value, capture, sets)));
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
