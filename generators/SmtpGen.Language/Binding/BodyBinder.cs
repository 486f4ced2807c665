using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Binds bodies: first their names, so that outcomes may lead to them, then their answers.</summary>
internal sealed class BodyBinder
{
    private readonly Report _report;

    public BodyBinder(IEnumerable<BodyMember> members, Report report)
    {
        _report = report;
        Bodies = new SymbolTable<BoundBody>("body", report);
        foreach (var body in members.OrderBy(IsAddition))
        {
            int declared = IsAddition(body) ? Bodies.TryUse(body.Name.Text) : -1;
            if (declared >= 0)
                Bodies[declared].Additions.Add(body);
            else
                Bodies.Add(body.Name, new BoundBody(body));
        }
    }

    public SymbolTable<BoundBody> Bodies { get; }

    public void BindAnswers(OutcomeBinder outcomes, SymbolTable<FlagModel> flags, SymbolTable<LimitModel> limits, SymbolTable<OptionModel> options)
    {
        foreach (var body in Bodies.Values)
        {
            var syntax = body.Syntax;
            body.Limit = syntax.Limit is null ? -1 : limits.Use(syntax.Limit);
            body.RawWhen = flags.UseMask(syntax.RawWhen.Concat(body.Additions.SelectMany(a => a.RawWhen)));
            body.Outcomes.AddRange(outcomes.BindLast(syntax.Outcomes));
            body.TooBig = outcomes.BindOne(syntax.TooBig);
            body.BadFraming = outcomes.BindOne(syntax.BadFraming);
            body.Nul = outcomes.BindOne(syntax.Nul?.Outcome);
            body.NulOption = syntax.Nul?.Unless is { } unless ? options.Use(unless) : -1;
            RequireAnswers(syntax);
        }
    }

    public void BindPer(SymbolTable<BoundCommand> commands)
    {
        foreach (var body in Bodies.Values.Where(b => b.Syntax.Per is not null))
        {
            int counted = commands.Use(body.Syntax.Per!);
            if (counted >= 0 && commands[counted].Syntax.Quota is null)
            {
                _report.Add(BindingRules.MissingPart, body.Syntax.Per!,
                    $"Nothing counts how often {body.Syntax.Per} succeeded; write 'at most LIMIT in GROUP else REPLY' in its command.");
            }

            // What counts may be written and wrong, which was reported.
            body.Per = counted >= 0 && commands[counted].Quota is not null ? counted : -1;
        }
    }

    // An extension says when a body is raw that the protocol declares.
    private static bool IsAddition(BodyMember body) =>
        body is { Limit: null, Per: null, RawWhen.Count: > 0, Outcomes.Count: 0, TooBig: null, BadFraming: null, Nul: null };

    private void RequireAnswers(BodyMember syntax)
    {
        if (syntax.Outcomes.Count == 0)
            _report.Add(BindingRules.MissingPart, syntax.Name, "The body has no answer; add '=> REPLY -> STATE'.");
        if (syntax.BadFraming is null)
        {
            _report.Add(BindingRules.MissingPart, syntax.Name,
                "The body does not say what answers a stray line end; add 'bad framing => REPLY -> STATE'.");
        }

        if (syntax.Limit is not null && syntax.TooBig is null)
            _report.Add(BindingRules.MissingPart, syntax.Limit, "The body has a limit but no answer beyond it; add 'too big => REPLY -> STATE'.");
    }
}
