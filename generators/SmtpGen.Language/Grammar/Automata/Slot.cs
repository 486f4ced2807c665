namespace SmtpGen.Language.Grammar;

/// <summary>
/// A number that is tracked along a path through a grammar: an offset of a capture, or what a bound measures. It is unset
/// until the path comes by, and a bound's again after the bounded rule is over.
/// </summary>
/// <param name="name">What it stands for, in words for a message.</param>
/// <param name="isCapture">True for an offset of a capture, which is a result; false for a bound.</param>
internal sealed class Slot(string name, bool isCapture)
{
    public string Name { get; } = name;

    public bool IsCapture { get; } = isCapture;

    /// <summary>
    /// Place among the slots of a pattern: captures first, in pairs of start and end. -1 for a bound whose rule does not
    /// occur, though a rule it counts does.
    /// </summary>
    public int Index { get; set; } = -1;
}

/// <summary>What happens to a slot between two octets.</summary>
internal enum MarkKind
{
    /// <summary>Becomes the position.</summary>
    Set,

    /// <summary>Becomes 0.</summary>
    Zero,

    /// <summary>Grows by one, unless it is unset.</summary>
    Increment,

    /// <summary>The position less the slot must not exceed the limit.</summary>
    CheckLength,

    /// <summary>The slot must not exceed the limit.</summary>
    CheckValue,

    /// <summary>Becomes unset.</summary>
    Unset,

    /// <summary>The way is open only while an option is on; no slot changes.</summary>
    Guard,
}

/// <summary>Something that happens between two octets of the input.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Slot">The slot it happens to.</param>
/// <param name="Limit">Greatest right value, for the checks; of a guard the index of its option.</param>
internal readonly record struct Mark(MarkKind Kind, Slot Slot, int Limit = 0)
{
    private static readonly Slot s_noSlot = new("", isCapture: false);

    /// <summary>Opens the way while an option is on.</summary>
    public static Mark GuardedBy(int option) => new(MarkKind.Guard, s_noSlot, option);
}
