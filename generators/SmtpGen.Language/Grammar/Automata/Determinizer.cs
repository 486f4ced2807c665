using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>
/// Makes a <see cref="PositionAutomaton"/> deterministic by the subset construction with registers: a state is the set of
/// positions the input may have led to, each with the registers that hold its slots. Where two ways lead to one position
/// with different slots, or only some ways have a bound to check, one pass cannot decide: that is reported. A way that an
/// option guards gives way to one that needs less; where all ways that lead on need an option, the transition requires it.
/// </summary>
internal sealed class Determinizer
{
    /// <summary>Number of states after which a pattern that is known to be wrong is not searched for more mistakes.</summary>
    private const int MaxStatesWithFindings = 256;

    /// <summary>Number of steps to follow after which a pattern counts as too large: few states can stand for many positions each.</summary>
    private const int MaxSteps = 20_000_000;

    private readonly PositionAutomaton _positions;
    private readonly RegisterPlan _registers;
    private readonly AmbiguityReport _report;
    private readonly TransitionTable _table;
    private readonly int[] _octetOfClass;

    // For each position the classes whose octets lead there.
    private readonly bool[][] _classesOf;
    private readonly int _maxStates;
    private readonly List<StateSet> _states = [StateSet.Dead];
    private readonly Dictionary<EquatableArray<int>, int> _known = [];
    private int _steps;

    private Determinizer(PositionAutomaton positions, RegisterPlan registers, AmbiguityReport report, int maxStates)
    {
        _positions = positions;
        _registers = registers;
        _report = report;
        _maxStates = maxStates;
        int[] classOfByte = ByteClasses.Of(positions.Positions.Select(position => position.Octets));
        int classCount = classOfByte.Max() + 1;
        _table = TransitionTable.Start(classOfByte, classCount);
        _octetOfClass = Enumerable.Range(0, classCount)
            .Select(number => Array.IndexOf(classOfByte, number))
            .ToArray();
        var known = new Dictionary<ByteSet, bool[]>();
        _classesOf = [.. positions.Positions.Select(position => ClassesOf(position.Octets, known))];
    }

    /// <summary>The transitions, or null when there would be more than the allowed number of states or registers.</summary>
    public static TransitionTable? Run(
        PositionAutomaton positions, RegisterPlan registers, AmbiguityReport report, int maxStates)
    {
        var determinizer = new Determinizer(positions, registers, report, maxStates);
        return determinizer.TryFollowAll() ? determinizer._table : null;
    }

    private bool TryFollowAll()
    {
        int[] unset = Enumerable.Repeat(-1, _positions.Slots.Count).ToArray();
        AddState(new StateSet([new Configuration(0, unset, Guards: 0)], Input: []));
        for (int state = Automaton.StartState; state < _states.Count; state++)
        {
            int maxStates = _report.HasFindings ? Math.Min(_maxStates, MaxStatesWithFindings) : _maxStates;
            if (_states.Count > maxStates || _steps > MaxSteps || _registers.IsExhausted)
                return false;

            FollowToEnd(state);
            Follow(state);
        }

        return true;
    }

    private bool[] ClassesOf(ByteSet octets, Dictionary<ByteSet, bool[]> known)
    {
        if (!known.TryGetValue(octets, out bool[]? classes))
            known.Add(octets, classes = Array.ConvertAll(_octetOfClass, octet => octets.Contains(octet)));
        return classes;
    }

    // What a step does to the slots is the same for all octets, and so is where those octets lead that take the same steps.
    private void Follow(int state)
    {
        var steps = Steps(_states[state]);
        var followed = new List<(int[] Steps, int OctetClass)>();
        for (int octetClass = 0; octetClass < _octetOfClass.Length; octetClass++)
        {
            int[] taken = Taken(steps, octetClass);
            if (taken.Length == 0)
                continue;

            StateRow row = _table.Rows[state];
            int same = followed.FindIndex(other => other.Steps.AsSpan().SequenceEqual(taken));
            if (same >= 0)
            {
                row.Next[octetClass] = row.Next[followed[same].OctetClass];
                row.Actions[octetClass] = row.Actions[followed[same].OctetClass];
                continue;
            }

            Follow(state, octetClass, taken.Select(step => steps[step]));
            followed.Add((taken, octetClass));
        }
    }

    private List<(int Target, SlotValues Values)> Steps(StateSet state)
    {
        var steps = new List<(int, SlotValues)>();
        foreach (Configuration from in state.Configurations)
        {
            var next = _positions.Positions[from.Position].Next;
            _steps += next.Count * _octetOfClass.Length;
            foreach (Step step in next)
            {
                var values = new SlotValues(from);
                if (!values.TryApply(step.Marks))
                    continue;

                values.TakeDigit(_positions.Positions[step.Target].DigitSlots);
                steps.Add((step.Target, values));
            }
        }

        return steps;
    }

    private int[] Taken(List<(int Target, SlotValues Values)> steps, int octetClass)
    {
        var taken = new List<int>();
        for (int i = 0; i < steps.Count; i++)
        {
            if (_classesOf[steps[i].Target][octetClass])
                taken.Add(i);
        }

        return taken.ToArray();
    }

    private void Follow(int state, int octetClass, IEnumerable<(int Target, SlotValues Values)> steps)
    {
        byte octet = (byte)_octetOfClass[octetClass];
        var ways = new Ways(_report, _states[state].Input, octet);
        foreach (var (target, values) in steps)
            ways.Add(target, values);

        var reached = ways.Open();
        var action = new ActionWords();
        ulong required = ways.Required;
        action.Require(required);
        foreach (SlotCheck check in ways.Checks())
            action.Check(check);

        var configurations = _registers.Place(reached, required, action);
        StateRow row = _table.Rows[state];
        row.Next[octetClass] = AddState(new StateSet(configurations, [.. _states[state].Input, octet]));
        row.Actions[octetClass] = _table.TransitionAction(action.ToArray());
        _table.Guards |= required;
    }

    private void FollowToEnd(int state)
    {
        var ways = new Ways(_report, _states[state].Input, octet: null);
        foreach (Configuration from in _states[state].Configurations)
        {
            foreach (Mark[] end in _positions.Positions[from.Position].Ends)
            {
                // Wherever they come from, all ways lead to the end.
                var values = new SlotValues(from);
                if (values.TryApply(end))
                    ways.Add(position: 0, values);
            }
        }

        if (ways.IsEmpty)
            return;

        var (_, reached) = ways.Open()[0];
        var action = new ActionWords();
        action.Require(reached.Guards);
        foreach (SlotCheck check in ways.Checks())
            action.Check(check);

        _registers.PlaceCaptures(reached, action);
        _table.Rows[state].Accept = _table.AcceptAction(action.ToArray());
        _table.Guards |= reached.Guards;
    }

    private int AddState(StateSet state)
    {
        EquatableArray<int> key = state.Configurations
            .SelectMany(configuration => configuration.Registers
                .Prepend((int)(configuration.Guards >> 32)).Prepend((int)configuration.Guards).Prepend(configuration.Position))
            .ToEquatableArray();
        if (!_known.TryGetValue(key, out int index))
        {
            _known.Add(key, index = _states.Count);
            _states.Add(state);
            _table.Rows.Add(new StateRow(_table.ClassCount));
        }

        return index;
    }

    /// <summary>A state under construction.</summary>
    /// <param name="Configurations">The positions the input may have led to, in ascending order.</param>
    /// <param name="Input">One of the shortest inputs that lead here.</param>
    private sealed record StateSet(IReadOnlyList<Configuration> Configurations, byte[] Input)
    {
        public static StateSet Dead { get; } = new([], []);
    }
}

/// <summary>A position the input may have led to.</summary>
/// <param name="Position">Index of the position.</param>
/// <param name="Registers">For each slot the register that holds its value, -1 when it is unset.</param>
/// <param name="Guards">The options, a bit each, that the way here needs and that no transition has required yet.</param>
internal sealed record Configuration(int Position, int[] Registers, ulong Guards);
