namespace SmtpGen.Language.Grammar;

/// <summary>Where the value of a slot comes from during one transition.</summary>
internal enum SlotValueBase
{
    /// <summary>There is no value.</summary>
    Unset,

    /// <summary>The position before the octet of this transition.</summary>
    Now,

    /// <summary>The number 0.</summary>
    Zero,

    /// <summary>What a register held before this transition.</summary>
    Register,
}

/// <summary>The value of a slot in terms of the registers before a transition.</summary>
/// <param name="Base">Where it comes from.</param>
/// <param name="Register">The register, when it comes from one.</param>
/// <param name="Added">What is added.</param>
/// <param name="TakesDigit">Whether the octet of the transition is appended as a decimal digit at last.</param>
internal readonly record struct SlotValue(SlotValueBase Base, int Register = 0, int Added = 0, bool TakesDigit = false)
{
    public static SlotValue Of(int register) =>
        register < 0 ? default : new SlotValue(SlotValueBase.Register, register);

    /// <summary>Whether the value is the same number whatever the input.</summary>
    public bool IsConstant => Base == SlotValueBase.Zero && !TakesDigit;
}

/// <summary>A comparison that has to be made during a transition.</summary>
/// <param name="Slot">The slot it is about.</param>
/// <param name="IsLength">True when the position less the register is compared, false when the register is.</param>
/// <param name="Register">The register as it was before the transition.</param>
/// <param name="Limit">Greatest right value.</param>
internal readonly record struct SlotCheck(Slot Slot, bool IsLength, int Register, int Limit);

/// <summary>The slots of one path through the grammar, followed over one transition.</summary>
internal sealed class SlotValues
{
    private readonly SlotValue[] _values;
    private readonly List<SlotCheck> _checks = [];

    /// <param name="from">Where the path stands before the transition.</param>
    public SlotValues(Configuration from)
    {
        _values = Array.ConvertAll(from.Registers, SlotValue.Of);
        Guards = from.Guards;
    }

    public IReadOnlyList<SlotValue> Values => _values;

    public IReadOnlyList<SlotCheck> Checks => _checks;

    /// <summary>The options, a bit each, without which the path is closed.</summary>
    public ulong Guards { get; private set; }

    /// <summary>Follows the marks of a step; false when a check is known to fail, so that the path leads nowhere.</summary>
    public bool TryApply(IReadOnlyList<Mark> marks)
    {
        foreach (Mark mark in marks)
        {
            if (mark.Kind == MarkKind.Guard)
                Guards |= 1UL << mark.Limit;
            else if (mark.Slot.Index >= 0 && !TryApply(mark))
                return false;
        }

        return true;
    }

    /// <summary>Lets the octet of the transition become a digit of the given slots.</summary>
    public void TakeDigit(IReadOnlyList<Slot> slots)
    {
        foreach (Slot slot in slots)
            _values[slot.Index] = _values[slot.Index] with { TakesDigit = true };
    }

    private bool TryApply(Mark mark)
    {
        ref SlotValue value = ref _values[mark.Slot.Index];
        switch (mark.Kind)
        {
            case MarkKind.Set:
                value = new SlotValue(SlotValueBase.Now);
                return true;
            case MarkKind.Zero:
                value = new SlotValue(SlotValueBase.Zero);
                return true;
            case MarkKind.Unset:
                value = default;
                return true;
            case MarkKind.Increment:
                if (value.Base != SlotValueBase.Unset)
                    value = value with { Added = value.Added + 1 };

                return true;
            default:
                return TryCheck(mark, value);
        }
    }

    private bool TryCheck(Mark mark, SlotValue value)
    {
        if (value.Base != SlotValueBase.Register)
            return value.Added <= mark.Limit;

        int limit = mark.Limit - value.Added;
        _checks.Add(new SlotCheck(mark.Slot, mark.Kind == MarkKind.CheckLength, value.Register, limit));
        return limit >= 0;
    }
}
