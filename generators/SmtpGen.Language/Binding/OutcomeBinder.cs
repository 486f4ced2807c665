using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Binds <c>=&gt; reply -&gt; State</c>: one outcome for each reply that is defined.</summary>
internal sealed class OutcomeBinder(
    StateTable states, SymbolTable<FlagModel> flags, SymbolTable<LimitModel> limits, SymbolTable<BoundReply> replies, Report report)
{
    public IEnumerable<BoundOutcome> Bind(OutcomeSyntax syntax)
    {
        int target = syntax.Target is null ? -1 : states.FindTarget(syntax.Target);
        uint sets = flags.UseMask(syntax.Sets);
        uint clears = flags.UseMask(syntax.Clears);
        var body = syntax.Body is null ? null : BindBody(syntax.Body);
        foreach (var name in syntax.Replies)
        {
            int reply = replies.Use(name);
            if (reply >= 0 && target != -2)
                yield return new BoundOutcome(name, syntax, new OutcomeModel(reply, target, sets, clears, ToModel(body)), body);
        }
    }

    private BoundBody BindBody(BodySyntax syntax)
    {
        if (syntax.Mode.Text != "dotted")
            report.Add(BindingRules.BadValue, syntax.Mode, $"There is no body mode '{syntax.Mode}'; write 'dotted'.");
        if (syntax.BadFraming is null)
        {
            report.Add(BindingRules.MissingPart, syntax.Mode,
                "The body does not say what answers a stray line end; add 'bad framing => REPLY -> STATE'.");
        }

        if (syntax.Limit is not null && syntax.TooBig is null)
            report.Add(BindingRules.MissingPart, syntax.Limit, "The body has a limit but no answer beyond it; add 'too big => REPLY -> STATE'.");
        return new BoundBody(
            syntax,
            [.. syntax.Outcomes.SelectMany(Bind)],
            syntax.TooBig is null ? null : Bind(syntax.TooBig).FirstOrDefault(),
            syntax.BadFraming is null ? null : Bind(syntax.BadFraming).FirstOrDefault());
    }

    private BodyModel? ToModel(BoundBody? body)
    {
        if (body?.BadFraming is null || body.Outcomes.Count == 0)
            return null;
        int limit = body.Syntax.Limit is null ? -1 : limits.Use(body.Syntax.Limit);
        return new BodyModel(
            limit, new RuleModel(Text.EquatableArray.ToEquatableArray(body.Outcomes.Select(o => o.Model))), body.TooBig?.Model, body.BadFraming.Model);
    }
}
