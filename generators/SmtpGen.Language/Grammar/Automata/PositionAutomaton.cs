namespace SmtpGen.Language.Grammar;

/// <summary>
/// A nondeterministic automaton without empty transitions: one position for each octet of the regular expression
/// (Glushkov's construction). Position 0 stands before the first octet.
/// </summary>
/// <param name="positions">The positions; the first one is the start.</param>
/// <param name="slots">The slots the marks refer to.</param>
internal sealed class PositionAutomaton(IReadOnlyList<Position> positions, IReadOnlyList<Slot> slots)
{
    public IReadOnlyList<Position> Positions { get; } = positions;

    public IReadOnlyList<Slot> Slots { get; } = slots;
}

/// <summary>The place behind one octet of a regular expression.</summary>
/// <param name="octets">The octets that lead here.</param>
/// <param name="digitSlots">The slots that take the octet in as a decimal digit.</param>
internal sealed class Position(ByteSet octets, IReadOnlyList<Slot> digitSlots)
{
    public ByteSet Octets { get; } = octets;

    public IReadOnlyList<Slot> DigitSlots { get; } = digitSlots;

    /// <summary>Where the next octet may lead, and what happens before it is consumed.</summary>
    public List<Step> Next { get; } = [];

    /// <summary>What happens when the input ends here, one entry for each way to see it; empty when it may not end.</summary>
    public List<Mark[]> Ends { get; } = [];
}

/// <summary>A step of a <see cref="PositionAutomaton"/>.</summary>
/// <param name="Target">Index of the position after the next octet.</param>
/// <param name="Marks">What happens before the octet is consumed.</param>
internal readonly record struct Step(int Target, Mark[] Marks);
