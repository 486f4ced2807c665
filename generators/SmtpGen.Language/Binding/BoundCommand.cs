using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>A command whose names are resolved; it keeps its syntax so that checks can point at it.</summary>
internal sealed class BoundCommand(CommandMember syntax, int extension)
{
    public CommandMember Syntax { get; } = syntax;

    public int Extension { get; } = extension;

    /// <summary>The pattern, in which captures that have the name of an option are guarded by it.</summary>
    public GrammarNode? Pattern { get; set; }

    public Automaton? Arguments { get; set; }

    public WritingModel Writing { get; set; } = WritingModel.None;

    public List<CaptureModel> Captures { get; } = [];

    public List<BoundParameter> Parameters { get; } = [];

    public NonAsciiModel? NonAscii { get; set; }

    public QuotaModel? Quota { get; set; }

    public List<BoundNeed> Policies { get; } = [];

    public List<BoundNeed> Needs { get; } = [];

    public int LineMax { get; set; }

    /// <summary>The replies that may be sent before the one that answers it, and where they are named.</summary>
    public List<(Name At, int Reply)> Sends { get; } = [];

    public BoundOutcome? BadArguments { get; set; }

    public BoundData? Data { get; set; }

    public List<BoundRule> Rules { get; } = [];

    // A chunk of which nothing says how long it is was reported; it is left out.
    private bool HasCaptures(BoundOutcome outcome) => outcome.Model.Body?.Chunk is not { } chunk
        || (Captures.Exists(c => c.Name == chunk.Length) && Captures.Exists(c => c.Name == chunk.Last));

    /// <param name="stateCount">How many states the protocol has.</param>
    /// <param name="isExact">Whether the verb is known only as it is written.</param>
    /// <param name="isInheritedExact">The same of the protocol that is extended.</param>
    public CommandModel ToModel(int stateCount, bool isExact, bool isInheritedExact)
    {
        var rules = Rules.Where(r => r.Outcomes.Count > 0 && r.Outcomes.All(HasCaptures)).ToList();
        var cells = Enumerable.Repeat(-1, stateCount).ToArray();
        for (int i = 0; i < rules.Count; i++)
        {
            foreach (int state in rules[i].States)
            {
                if (cells[state] < 0)
                    cells[state] = i;
            }
        }

        return new CommandModel(
            WrittenVerb(isExact), Written(Syntax.OriginalVerb, isInheritedExact), Syntax.Doc, (Syntax.Cites?.Text + " " + Syntax.Section).Trim(), Extension, Syntax.Sync,
            SyntaxLine.Of(Syntax, Pattern, isExact), Arguments, Writing, Captures.ToEquatableArray(),
            Syntax.TakesParameters, Parameters.Select(p => p.Model).ToEquatableArray(), NonAscii, Quota,
            Policies.Select(n => n.Model).ToEquatableArray(), Needs.Select(n => n.Model).ToEquatableArray(), LineMax, BadArguments?.Model, Syntax.KeepsSpaces,
            rules.Select(r => r.ToModel()).ToEquatableArray(), cells.ToEquatableArray(),
            rules.SelectMany((r, i) => r.Opened.Select(state => new OpenedStateModel(state, i, r.Option))).ToEquatableArray())
        {
            Sends = Sends.Select(s => s.Reply).ToEquatableArray(),
            Data = Data?.Model,
        };
    }

    /// <summary>Its verb, as the model has it.</summary>
    /// <param name="isExact">Whether the verb is known only as it is written.</param>
    public string WrittenVerb(bool isExact) => Written(Syntax.Verb.Text, isExact);

    /// <summary>How it is written.</summary>
    public CommandPattern ToPattern() => new(
        Pattern, [.. Parameters.Select(parameter => new ParameterPattern(parameter.Model.Keyword, parameter.Model.Value is null ? null : parameter.Syntax.Value))]);

    private static string Written(string verb, bool isExact) => isExact ? verb : verb.ToUpperInvariant();
}

/// <summary>A parameter and where it was declared.</summary>
internal sealed record BoundParameter(ParamMember Syntax, ParameterModel Model);

/// <summary>A rule for a set of states, and for further ones that an option opens.</summary>
internal sealed record BoundRule(
    RuleSyntax Syntax, IReadOnlyList<int> States, IReadOnlyList<BoundOutcome> Outcomes, IReadOnlyList<int> Opened, int Option)
{
    /// <summary>Whether a handler is asked although there is one reply.</summary>
    public bool Asks { get; init; }

    /// <summary>Whether a handler chooses the reply.</summary>
    public bool IsDecision => Outcomes.Count > 1 || Asks;

    public RuleModel ToModel() => new(Outcomes.Select(o => o.Model).ToEquatableArray()) { Asks = Asks };
}

/// <summary>What must be true of a session, and where that was said.</summary>
internal sealed record BoundNeed(NeedSyntax Syntax, NeedModel Model);
