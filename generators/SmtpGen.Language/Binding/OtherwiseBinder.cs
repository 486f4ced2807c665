using System.Globalization;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>Binds the rows of <c>otherwise</c>.</summary>
internal sealed class OtherwiseBinder(OutcomeBinder outcomes, SymbolTable<OptionModel> options, Report report)
{
    private readonly SymbolTable<BoundOtherwise> _rows = new("row of 'otherwise'", report);
    private readonly SymbolTable<(TallySyntax Syntax, BoundOutcome Outcome)> _tallies = new("row of 'otherwise'", report);

    // The input of the row that answers what no other one does.
    private const string AnythingElse = "anything else";

    private (OtherwiseRowSyntax Syntax, BoundOutcome Outcome)? _rest;

    /// <summary>A row for each input that has an answer.</summary>
    public IReadOnlyList<BoundOtherwise> Rows => [.. _rows.Values, .. Rest()];

    public BoundForeign? Foreign { get; private set; }

    /// <summary>Every input by the words that name it: <c>wrong state</c>.</summary>
    public static IReadOnlyDictionary<string, OtherwiseInput> Inputs { get; } =
        Enum.GetValues(typeof(OtherwiseInput)).Cast<OtherwiseInput>().ToDictionary(Words, StringComparer.Ordinal);

    public void Bind(OtherwiseMember member)
    {
        foreach (var row in member.Rows)
        {
            if (outcomes.BindOne(row.Outcome) is not { } outcome)
                continue;
            if (row.Tally is { } tally)
                _tallies.Add(row.Input, (tally, outcome));
            else if (row.Input.Text == AnythingElse)
                BindRest(row, outcome);
            else if (row.Patterns.Count > 0 && Foreign is not null)
                report.Add(BindingRules.Duplicate, row.Input, "There is a row 'foreign' already; list all verbs and octets in one.");
            else if (row.Patterns.Count > 0)
                Foreign = BindForeign(row, outcome);
            else if (Inputs.TryGetValue(row.Input.Text, out var input))
                _rows.Add(row.Input, new BoundOtherwise(row, outcome, new OtherwiseModel(input, outcome.Model.Reply, outcome.Model.Target, Unless(row, input))));
            else
                report.Add(BindingRules.Undefined, row.Input, $"There is no input '{row.Input}'; there are {string.Join(", ", Inputs.Keys)}, foreign and {AnythingElse}.",
                    CorrectName.Fix(row.Input.Source, row.Input.Span, EditDistance.Nearest(row.Input.Text, [.. Inputs.Keys, AnythingElse])));
        }
    }

    private void BindRest(OtherwiseRowSyntax row, BoundOutcome outcome)
    {
        if (_rest is not null)
            report.Add(BindingRules.Duplicate, row.Input, $"There is a row '{AnythingElse}' already; keep one of the two.");
        if (row.Unless is not null)
            report.Add(BindingRules.BadValue, row.Unless, "Only 'bare line feed' can be made legal by an option; write a row for it.");
        _rest ??= (row, outcome);
    }

    private IEnumerable<BoundOtherwise> Rest()
    {
        if (_rest is not { } rest)
            yield break;
        var answered = new HashSet<OtherwiseInput>(_rows.Values.Select(row => row.Model.Input));
        foreach (var input in Inputs.Values.Where(input => !answered.Contains(input)))
            yield return new BoundOtherwise(rest.Syntax, rest.Outcome, new OtherwiseModel(input, rest.Outcome.Model.Reply, rest.Outcome.Model.Target, -1));
    }

    // Of all that is not a legal command, only this may be taken for one.
    private int Unless(OtherwiseRowSyntax row, OtherwiseInput input)
    {
        if (row.Unless is null)
            return -1;
        if (input != OtherwiseInput.BareLineFeed)
            report.Add(BindingRules.BadValue, row.Unless, "Only 'bare line feed' can be made legal by an option; remove 'unless'.");
        return options.Use(row.Unless);
    }

    /// <summary>Binds the rows <c>more than</c>, which name commands.</summary>
    public IEnumerable<BoundTally> BindTallies(SymbolTable<LimitModel> limits, SymbolTable<BoundCommand> commands, SymbolTable<BoundReply> replies)
    {
        foreach (var (syntax, outcome) in _tallies.Values)
        {
            int limit = limits.Use(syntax.Limit);
            var model = new TallyModel(
                limit, Indices(syntax.Verbs, commands.Use), Indices(syntax.Replies, replies.Find), Indices(syntax.Until, replies.Find),
                outcome.Model.Reply, outcome.Model.Target);
            if (limit >= 0)
                yield return new BoundTally(outcome, model);
        }
    }

    private static EquatableArray<int> Indices(IReadOnlyList<Name> names, Func<Name, int> find) =>
        names.Select(find).Where(i => i >= 0).Distinct().OrderBy(i => i).ToEquatableArray();

    /// <summary>The words of an input: <c>WrongState</c> is <c>wrong state</c>.</summary>
    public static string Words(OtherwiseInput input) =>
        string.Concat(input.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));

    private BoundForeign BindForeign(OtherwiseRowSyntax row, BoundOutcome outcome)
    {
        var verbs = new List<string>();
        var octets = new List<int>();
        foreach (var pattern in row.Patterns)
        {
            if (pattern.Text.Length > 0 && pattern.Text[0] != '%')
                verbs.Add(pattern.Text.ToUpperInvariant());
            else if (pattern.Text.StartsWith("%x", StringComparison.Ordinal)
                && byte.TryParse(pattern.Text.Substring(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out byte octet))
                octets.Add(octet);
            else
                report.Add(SyntaxRules.BadNumber, pattern, $"'{pattern}' is not an octet; write %x and two hexadecimal digits.");
        }

        return new BoundForeign(
            outcome, new ForeignModel(verbs.ToEquatableArray(), octets.ToEquatableArray(), outcome.Model.Reply, outcome.Model.Target));
    }
}
