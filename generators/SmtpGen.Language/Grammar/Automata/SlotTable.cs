using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>The slots a pattern needs: two for each capture, one for each bound whose rule occurs.</summary>
internal sealed class SlotTable(IReadOnlyList<Bound> bounds)
{
    private readonly List<(string Name, Slot Start, Slot End)> _captures = [];
    private readonly Dictionary<Bound, Slot> _bounds = [];
    private readonly HashSet<Bound> _applied = [];

    /// <summary>The bounds whose rule was met so far, in the order in which they were declared.</summary>
    public IEnumerable<Bound> AppliedBounds => bounds.Where(_applied.Contains).Distinct();

    /// <summary>The start and end slots of a capture; the same ones for each use of a name.</summary>
    public (Slot Start, Slot End) ForCapture(string name)
    {
        foreach (var capture in _captures)
        {
            if (capture.Name == name)
                return (capture.Start, capture.End);
        }

        var start = new Slot(name, isCapture: true);
        var end = new Slot(name, isCapture: true);
        _captures.Add((name, start, end));
        return (start, end);
    }

    /// <summary>Wraps a rule's expression into what its bounds, and bounds that count it, need.</summary>
    public Expression Bind(string ruleName, Expression expression)
    {
        if (expression == Expression.Nothing)
            return expression;

        foreach (Bound bound in bounds.Distinct())
        {
            if (Same(bound.Rule, ruleName))
                expression = Measure(bound, expression);
        }

        foreach (Bound bound in bounds.Distinct())
        {
            if (bound.CountedRule is { } counted && Same(counted, ruleName))
                expression = new Marked(expression, [], [new Mark(MarkKind.Increment, SlotOf(bound))]);
        }

        return expression;
    }

    /// <summary>Numbers the slots, captures first, and lists them.</summary>
    public IReadOnlyList<Slot> Number()
    {
        var slots = new List<Slot>();
        foreach (var (_, start, end) in _captures)
        {
            slots.Add(start);
            slots.Add(end);
        }

        slots.AddRange(AppliedBounds.Select(bound => _bounds[bound]));
        for (int i = 0; i < slots.Count; i++)
            slots[i].Index = i;

        return slots;
    }

    /// <summary>Where the automaton leaves the captures, once the slots are numbered.</summary>
    public EquatableArray<AutomatonCapture> Captures =>
        _captures.Select(capture => new AutomatonCapture(capture.Name, capture.Start.Index, capture.End.Index))
            .ToEquatableArray();

    private Marked Measure(Bound bound, Expression expression)
    {
        _applied.Add(bound);
        Slot slot = SlotOf(bound);
        bool isLength = bound.Kind == BoundKind.Octets;
        var open = new Mark(isLength ? MarkKind.Set : MarkKind.Zero, slot);
        var check = new Mark(isLength ? MarkKind.CheckLength : MarkKind.CheckValue, slot, bound.Max);
        Slot? digits = bound.Kind == BoundKind.Value ? slot : null;
        return new Marked(expression, [open], [check, new Mark(MarkKind.Unset, slot)], digits);
    }

    private Slot SlotOf(Bound bound)
    {
        if (!_bounds.TryGetValue(bound, out Slot? slot))
            _bounds.Add(bound, slot = new Slot(bound.ToString(), isCapture: false));

        return slot;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
