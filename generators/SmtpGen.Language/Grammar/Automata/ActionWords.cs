using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>Writes the words of an action: first what it requires and its checks, then assignments that all read the registers as they were.</summary>
internal sealed class ActionWords
{
    private readonly List<ushort> _words = [];

    public void Check(SlotCheck check)
    {
        Operation(check.IsLength ? AutomatonOp.CheckLength : AutomatonOp.CheckValue, check.Register);
        _words.Add((ushort)(check.Limit & 0xFFFF));
        _words.Add((ushort)(check.Limit >> 16));
    }

    /// <summary>Writes that options must be on.</summary>
    /// <param name="guards">The options, a bit each.</param>
    public void Require(ulong guards)
    {
        for (int option = 0; guards >> option != 0; option++)
        {
            if ((guards & (1UL << option)) != 0)
                Operation(AutomatonOp.Require, option);
            if (option == 63)
                break;
        }
    }

    /// <summary>Writes assignments in an order in which none overwrites what another still has to read.</summary>
    /// <param name="assignments">The registers to change and their new values.</param>
    /// <param name="spare">Gives a register that is free within an action, to break cycles.</param>
    public void Assign(IEnumerable<(int Target, SlotValue Value)> assignments, Func<int> spare)
    {
        var waiting = assignments
            .Where(item => item.Value != SlotValue.Of(item.Target))
            .ToList();
        while (waiting.Count > 0)
        {
            int ready = waiting.FindIndex(item => !waiting.Exists(
                other => other.Target != item.Target && Reads(other.Value, item.Target)));
            if (ready >= 0)
            {
                Write(waiting[ready].Target, waiting[ready].Value);
                waiting.RemoveAt(ready);
                continue;
            }

            int saved = waiting[0].Target;
            int copy = spare();
            Operation(AutomatonOp.Copy, copy);
            _words.Add((ushort)saved);
            waiting = waiting.ConvertAll(item => Reads(item.Value, saved)
                ? (item.Target, item.Value with { Register = copy })
                : item);
        }
    }

    public EquatableArray<ushort> ToArray() => _words.ToEquatableArray();

    private void Write(int target, SlotValue value)
    {
        switch (value.Base)
        {
            case SlotValueBase.Unset:
                Operation(AutomatonOp.Clear, target);
                break;
            case SlotValueBase.Now:
                Operation(AutomatonOp.Set, target);
                break;
            case SlotValueBase.Zero:
                Operation(AutomatonOp.Zero, target);
                break;
            case SlotValueBase.Register when value.Register != target:
                Operation(AutomatonOp.Copy, target);
                _words.Add((ushort)value.Register);
                break;
        }

        if (value.Added > 0)
        {
            Operation(AutomatonOp.Add, target);
            _words.Add((ushort)value.Added);
        }

        if (value.TakesDigit)
            Operation(AutomatonOp.Digit, target);
    }

    private void Operation(AutomatonOp op, int register) => _words.Add((ushort)((byte)op | (register << 8)));

    private static bool Reads(SlotValue value, int register) =>
        value.Base == SlotValueBase.Register && value.Register == register;
}
