using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;

namespace SmtpGen.Language.Binding;

/// <summary>Binds how a client counts octets of a command.</summary>
internal sealed class CountedBinder(OutcomeBinder outcomes, SymbolTable<LimitModel> limits, Report report)
{
    // What is counted is kept in memory until the command is answered.
    private const long Greatest = 1L << 30;

    /// <summary>The literals of a protocol; null where it has none, or they lack something.</summary>
    public BoundLiterals? Bind(IEnumerable<LiteralsMember> members)
    {
        var all = members.ToList();
        foreach (var second in all.Skip(1))
            report.Add(BindingRules.Duplicate, second.Keyword, "There are 'literals' already; keep one of the two.");
        if (all.FirstOrDefault() is not { } syntax)
            return null;
        Marks([("an opening mark", syntax.Open), ("a closing mark", syntax.Close), .. syntax.Now is { } now ? [("a mark", now)] : Array.Empty<(string, Name)>()]);
        int limit = Limit(syntax.Limit);
        var ready = outcomes.BindOne(syntax.Continue);
        var tooBig = TooBig(syntax.Keyword, syntax.TooBig);
        if (syntax.Continue is null && syntax.Now is null)
        {
            report.Add(BindingRules.MissingPart, syntax.Keyword,
                "A client cannot announce anything: it waits for an answer that is not said; write 'continue => REPLY -> same', or 'now \"+\"' for clients that do not wait.");
        }

        if (ready is { Model: { Target: >= 0 } or { Sets: not 0 } or { Clears: not 0 } })
            report.Add(BindingRules.BadValue, ready.At, "Nothing has happened yet when the client may go on; write '-> same' without flags.");
        if (limit < 0 || tooBig is null)
            return null;
        return new BoundLiterals(
            ready, tooBig,
            new LiteralsModel(Octet(syntax.Open), Octet(syntax.Close), syntax.Now is null ? -1 : Octet(syntax.Now), limit, ready?.Model.Reply ?? -1, tooBig.Model));
    }

    /// <summary>The arrays of a protocol; null where it has none, or they lack something.</summary>
    public BoundArrays? Bind(IEnumerable<ArraysMember> members, StateTable states, MemberSyntax? beside)
    {
        var all = members.ToList();
        foreach (var second in all.Skip(1))
            report.Add(BindingRules.Duplicate, second.Keyword, "There are 'arrays' already; keep one of the two.");
        if (all.FirstOrDefault() is not { } syntax)
            return null;
        if (beside is not null)
            report.Add(BindingRules.BadValue, syntax.Keyword, $"A command that comes as an array has no '{beside.Keyword}'; keep one of the two.");
        Marks([("a mark of arrays", syntax.Array), ("a mark of elements", syntax.Element)]);
        int limit = Limit(syntax.Limit);
        var tooBig = TooBig(syntax.Keyword, syntax.TooBig);
        var badFraming = outcomes.BindOne(syntax.BadFraming);
        if (syntax.BadFraming is null || (badFraming is { Model.Target: var target } && (target < 0 || !states.Leaves[target].IsFinal)))
        {
            report.Add(BindingRules.MissingPart, badFraming?.At ?? syntax.Keyword,
                "After an array that cannot be read nobody knows where the next command begins; write 'bad framing => REPLY -> FINAL-STATE'.");
        }

        if (limit < 0 || tooBig is null || badFraming is null)
            return null;
        return new BoundArrays(tooBig, badFraming, new ArraysModel(Octet(syntax.Array), Octet(syntax.Element), limit, tooBig.Model, badFraming.Model));
    }

    /// <summary>The octets after the line of a command; null where it has none, or they lack something.</summary>
    public BoundData? Bind(BoundCommand command)
    {
        if (command.Syntax.Data is not { } syntax)
            return null;
        var verb = command.Syntax.Verb;
        bool isCounted = command.Captures.Exists(c => c.Name == syntax.Length.Text && c.Kind == CaptureKind.Number)
            && command.Pattern is not null && PatternViews.IsAlwaysCaptured(command.Pattern, syntax.Length.Text);
        if (!isCounted)
            report.Add(BindingRules.Undefined, syntax.Length, $"{verb} does not always capture a number '{syntax.Length}'; write ({syntax.Length}: 1*20DIGIT as u64) in its arguments, outside of options and alternatives.");
        if (command.Captures.Exists(c => c.Name == syntax.Name.Text))
            report.Add(BindingRules.Duplicate, syntax.Name, $"{verb} captures '{syntax.Name}' already; call its data by another name.");
        if (command.Syntax.TakesParameters)
            report.Add(BindingRules.BadValue, syntax.Keyword, $"{verb} takes parameters, after which no octets come; remove 'data' or [params].");
        if (command.Syntax.Rules.SelectMany(r => r.Outcomes).Any(o => o.Then is ReadBodySyntax { Chunk: not null }))
            report.Add(BindingRules.BadValue, syntax.Keyword, $"The octets after {verb} are a chunk already; remove 'data' or 'then read'.");
        int limit = Limit(syntax.Limit);
        var tooBig = TooBig(syntax.Keyword, syntax.TooBig);
        var badFraming = outcomes.BindOne(syntax.BadFraming);
        if (syntax.BadFraming is null)
            report.Add(BindingRules.MissingPart, syntax.Keyword, "The 'data' does not say what is answered where no line end stands after it; add 'bad framing => REPLY -> STATE'.");
        if (!isCounted || limit < 0 || tooBig is null || badFraming is null)
            return null;
        return new BoundData(tooBig, badFraming, new DataModel(syntax.Name.Text, syntax.Length.Text, limit, tooBig.Model, badFraming.Model));
    }

    private int Limit(Name name)
    {
        int limit = limits.Use(name);
        if (limit >= 0 && limits[limit].Max > Greatest)
        {
            report.Add(BindingRules.BadValue, name,
                $"What is counted is kept in memory, and '{name}' may be as large as {limits[limit].Max}; let the greatest value be {Greatest} or less.");
        }

        return limit;
    }

    private BoundOutcome? TooBig(Name keyword, OutcomeSyntax? syntax)
    {
        if (syntax is null)
            report.Add(BindingRules.MissingPart, keyword, $"The '{keyword}' do not say what answers more octets than the limit; add 'too big => REPLY -> STATE'.");
        return outcomes.BindOne(syntax);
    }

    // Each is an octet by itself, and none could be a part of the number.
    private void Marks(IReadOnlyList<(string What, Name Text)> marks)
    {
        foreach (var (what, text) in marks.Where(mark => mark.Text.Text is not [> ' ' and <= '~' and not (>= '0' and <= '9')]))
            report.Add(BindingRules.BadValue, text, $"\"{text}\" is not {what}; write one character that can be seen and is not a digit.");
        foreach (var same in marks.GroupBy(mark => mark.Text.Text).Where(same => same.Count() > 1))
            report.Add(BindingRules.BadValue, same.Last().Text, $"\"{same.Key}\" stands in two places, so that nobody can tell them apart; write different characters.");
    }

    private static byte Octet(Name text) => text.Text is [var character] ? (byte)character : (byte)0;
}

/// <summary>Arrays and where their answers stand.</summary>
internal sealed record BoundArrays(BoundOutcome TooBig, BoundOutcome BadFraming, ArraysModel Model);

/// <summary>Data after a command and where its answers stand.</summary>
internal sealed record BoundData(BoundOutcome TooBig, BoundOutcome BadFraming, DataModel Model);

/// <summary>Literals and where their answers stand.</summary>
/// <param name="Continue">The answer for which the client waits; null: it never does.</param>
/// <param name="TooBig">The answer to too many octets.</param>
/// <param name="Model">What they mean.</param>
internal sealed record BoundLiterals(BoundOutcome? Continue, BoundOutcome TooBig, LiteralsModel Model);
