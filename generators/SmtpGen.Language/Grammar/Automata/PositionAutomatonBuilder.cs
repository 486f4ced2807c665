namespace SmtpGen.Language.Grammar;

/// <summary>Builds the <see cref="PositionAutomaton"/> of a regular expression.</summary>
internal sealed class PositionAutomatonBuilder(int maxPositions)
{
    // Work that makes no position, such as repeating what is captured and empty, or joining many with many.
    private const int MaxWork = 4_000_000;

    private static readonly Mark[] s_noMarks = [];
    private static readonly Fragment s_empty = new([], [], [s_noMarks]);

    private readonly List<Position> _positions = [new Position(default, [])];
    private readonly Stack<Slot> _digitSlots = new();
    private int _work;

    /// <summary>The automaton, or null when it would have more than the allowed number of positions.</summary>
    public PositionAutomaton? Build(Expression expression, IReadOnlyList<Slot> slots)
    {
        Fragment whole = BuildFragment(expression);
        if (IsFull)
            return null;

        Connect([new Step(0, s_noMarks)], whole.First);
        foreach (Step last in whole.Last)
            _positions[last.Target].Ends.Add(last.Marks);

        _positions[0].Ends.AddRange(whole.Empty);
        return new PositionAutomaton(_positions, slots);
    }

    private bool IsFull => _positions.Count > maxPositions || _work > MaxWork;

    private Fragment BuildFragment(Expression expression)
    {
        _work++;
        if (IsFull)
            return s_empty;

        return expression switch
        {
            OneOctet one => BuildOctet(one),
            Sequence sequence => sequence.Parts.Aggregate(s_empty, (before, part) => Join(before, BuildFragment(part))),
            Choice choice => choice.Alternatives.Aggregate(new Fragment([], [], []), (all, one) => Either(all, BuildFragment(one))),
            Loop loop => BuildLoop(loop),
            Marked marked => BuildMarked(marked),
            _ => throw new ArgumentException($"Unknown kind of expression: {expression.GetType().Name}", nameof(expression)),
        };
    }

    private Fragment BuildOctet(OneOctet one)
    {
        var step = new Step(_positions.Count, s_noMarks);
        _positions.Add(new Position(one.Octets, _digitSlots.ToArray()));
        return new Fragment([step], [step], []);
    }

    private Fragment BuildLoop(Loop loop)
    {
        Fragment fragment = s_empty;
        int mandatory = loop.Max is null && loop.Min > 0 ? loop.Min - 1 : loop.Min;
        for (int i = 0; i < mandatory && !IsFull; i++)
            fragment = Join(fragment, BuildFragment(loop.Item));

        if (loop.Max is not { } max)
        {
            Fragment endless = BuildFragment(loop.Item);
            Connect(endless.Last, endless.First);
            return Join(fragment, loop.Min == 0 ? Optional(endless) : endless);
        }

        Fragment rest = s_empty;
        for (int i = loop.Min; i < max && !IsFull; i++)
            rest = Optional(Join(BuildFragment(loop.Item), rest));

        return Join(fragment, rest);
    }

    private Fragment BuildMarked(Marked marked)
    {
        if (marked.DigitSlot is not null)
            _digitSlots.Push(marked.DigitSlot);

        Fragment inner = BuildFragment(marked.Item);
        if (marked.DigitSlot is not null)
            _digitSlots.Pop();

        Mark[] before = marked.Before.ToArray();
        Mark[] after = marked.After.ToArray();
        return new Fragment(
            inner.First.Select(step => step with { Marks = Concatenate(before, step.Marks) }).ToArray(),
            inner.Last.Select(step => step with { Marks = Concatenate(step.Marks, after) }).ToArray(),
            inner.Empty.Select(marks => Concatenate(Concatenate(before, marks), after)).ToArray());
    }

    private Fragment Join(Fragment left, Fragment right)
    {
        _work += left.First.Count + right.First.Count + left.Last.Count + right.Last.Count;
        Connect(left.Last, right.First);
        return new Fragment(
            left.First.Concat(Then(left.Empty, right.First)).ToArray(),
            right.Last.Concat(
                from step in left.Last
                from marks in right.Empty
                select step with { Marks = Concatenate(step.Marks, marks) }).ToArray(),
            Distinct(from before in left.Empty from after in right.Empty select Concatenate(before, after)));
    }

    private void Connect(IReadOnlyList<Step> from, IReadOnlyList<Step> to)
    {
        _work += from.Count * to.Count;
        if (IsFull)
            return;
        foreach (Step last in from)
        {
            foreach (Step first in to)
                _positions[last.Target].Next.Add(first with { Marks = Concatenate(last.Marks, first.Marks) });
        }
    }

    private IEnumerable<Step> Then(IReadOnlyList<Mark[]> before, IReadOnlyList<Step> steps) =>
        from marks in before
        from step in steps
        select step with { Marks = Concatenate(marks, step.Marks) };

    private static Fragment Optional(Fragment item) => Either(item, s_empty);

    private static Fragment Either(Fragment left, Fragment right) => new(
        [.. left.First, .. right.First], [.. left.Last, .. right.Last], Distinct(left.Empty.Concat(right.Empty)));

    private Mark[] Concatenate(Mark[] left, Mark[] right)
    {
        if (left.Length == 0)
            return right;
        if (right.Length == 0)
            return left;

        _work += left.Length + right.Length;
        return [.. left, .. right];
    }

    private static Mark[][] Distinct(IEnumerable<Mark[]> ways)
    {
        var distinct = new List<Mark[]>();
        foreach (Mark[] way in ways)
        {
            if (!distinct.Exists(known => known.SequenceEqual(way)))
                distinct.Add(way);
        }

        return distinct.ToArray();
    }

    /// <summary>A part of the automaton under construction.</summary>
    /// <param name="First">Positions its first octet may lead to, and what happens before that octet.</param>
    /// <param name="Last">Positions of its last octet, and what happens after it.</param>
    /// <param name="Empty">What happens when it matches nothing, one entry for each way to; none when it cannot.</param>
    private sealed record Fragment(IReadOnlyList<Step> First, IReadOnlyList<Step> Last, IReadOnlyList<Mark[]> Empty);
}
