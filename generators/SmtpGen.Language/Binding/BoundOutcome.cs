using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>A reply and where it leads.</summary>
/// <param name="At">The name of the reply, or the word that stands where nothing is said.</param>
/// <param name="Syntax">As it was written.</param>
/// <param name="Model">What it means.</param>
/// <param name="Then">What follows the reply.</param>
internal sealed record BoundOutcome(Name At, OutcomeSyntax Syntax, OutcomeModel Model, BoundThen? Then)
{
    /// <summary>The outcomes that may follow this one before the next command, those of a body included.</summary>
    public IEnumerable<BoundOutcome> Following => Then?.Outcomes ?? [];
}

/// <summary>What follows a reply.</summary>
/// <param name="Outcomes">The outcomes that may follow.</param>
internal abstract record BoundThen(IReadOnlyList<BoundOutcome> Outcomes);

/// <summary>A body is read.</summary>
/// <param name="Body">The body.</param>
/// <param name="Others">The outcomes that the body does not say.</param>
/// <param name="Early">Where refusals before the last chunk lead; -1 where there are none.</param>
internal sealed record BoundReadBody(BoundBody Body, IReadOnlyList<BoundOutcome> Others, int Early)
    : BoundThen([.. Body.Outcomes, .. Body.FixedOutcomes, .. Others]);

/// <summary>A line is read.</summary>
internal sealed record BoundReadLine(IReadOnlyList<BoundOutcome> Outcomes) : BoundThen(Outcomes);

/// <summary>The connection changes, lines are sent, or the rule answers again; no answer but those of the rule follows.</summary>
internal sealed record BoundTransfer() : BoundThen([]);

/// <summary>A body and its answers.</summary>
internal sealed class BoundBody(BodyMember syntax)
{
    public BodyMember Syntax { get; } = syntax;

    /// <summary>What extensions add to it.</summary>
    public List<BodyMember> Additions { get; } = [];

    public List<BoundOutcome> Outcomes { get; } = [];

    public BoundOutcome? TooBig { get; set; }

    public BoundOutcome? BadFraming { get; set; }

    public BoundOutcome? Nul { get; set; }

    public int NulOption { get; set; } = -1;

    public int Limit { get; set; } = -1;

    public int Per { get; set; } = -1;

    public uint RawWhen { get; set; }

    /// <summary>The answers that no handler chooses.</summary>
    public IEnumerable<BoundOutcome> FixedOutcomes => new[] { TooBig, BadFraming, Nul }.OfType<BoundOutcome>();

    /// <summary>Whether it lacks nothing.</summary>
    public bool IsComplete => BadFraming is not null && Outcomes.Count > 0;

    public BodyModel ToModel() => new(
        Syntax.Name.Text, Syntax.Doc, Limit, Per, RawWhen,
        new RuleModel(Text.EquatableArray.ToEquatableArray(Outcomes.Select(o => o.Model))), TooBig?.Model, BadFraming!.Model,
        Nul?.Model, NulOption);
}
