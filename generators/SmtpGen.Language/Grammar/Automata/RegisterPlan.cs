namespace SmtpGen.Language.Grammar;

/// <summary>
/// Decides which register holds which slot. Where all positions of a state agree on a slot, the slot's own register holds
/// it, so that nothing has to be moved; further versions of a slot get registers of their own.
/// </summary>
internal sealed class RegisterPlan(IReadOnlyList<Slot> slots)
{
    private const int MaxRegisters = 256;

    private readonly Dictionary<(int Slot, int Version), int> _versions = [];
    private int? _spare;

    /// <summary>Number of registers in use.</summary>
    public int Count { get; private set; } = slots.Count;

    /// <summary>Whether more registers would be needed than an operation can name.</summary>
    public bool IsExhausted => Count > MaxRegisters;

    /// <summary>Gives the slots of each position that a transition reaches their registers.</summary>
    /// <param name="reached">The positions and how they were reached.</param>
    /// <param name="met">The options that the transition itself requires, a bit each: none of them is asked for again.</param>
    /// <param name="action">Takes what has to be done.</param>
    public IReadOnlyList<Configuration> Place(
        IReadOnlyList<(int Position, SlotValues Values)> reached, ulong met, ActionWords action)
    {
        var configurations = reached
            .Select(way => new Configuration(way.Position, new int[slots.Count], way.Values.Guards & ~met))
            .ToArray();
        var assignments = new List<(int Target, SlotValue Value)>();
        for (int slot = 0; slot < slots.Count; slot++)
        {
            var versions = new List<SlotValue>();
            int index = 0;
            foreach (var (_, values) in reached)
                configurations[index++].Registers[slot] = RegisterOf(slot, values.Values[slot], versions);

            assignments.AddRange(versions.Select((value, version) => (VersionRegister(slot, version), value)));
        }

        action.Assign(assignments, Spare);
        return configurations;
    }

    /// <summary>Moves the captures to their own registers at the end of a match.</summary>
    public void PlaceCaptures(SlotValues values, ActionWords action)
    {
        // An unset end says that the capture took no part; its start does not matter then.
        action.Assign(
            slots.Where(slot => slot.IsCapture)
                .Select(slot => (Target: slot.Index, Value: values.Values[slot.Index]))
                .Where(item => item.Value.Base != SlotValueBase.Unset || item.Target % 2 == 1),
            Spare);
    }

    private int RegisterOf(int slot, SlotValue value, List<SlotValue> versions)
    {
        if (value.Base == SlotValueBase.Unset)
            return -1;

        int version = versions.IndexOf(value);
        if (version < 0)
        {
            version = versions.Count;
            versions.Add(value);
        }

        return VersionRegister(slot, version);
    }

    private int VersionRegister(int slot, int version)
    {
        if (version == 0)
            return slot;

        if (!_versions.TryGetValue((slot, version), out int register))
            _versions.Add((slot, version), register = Count++);

        return register;
    }

    private int Spare() => _spare ??= Count++;
}
