using SmtpGen.Language.Text;

namespace SmtpGen.Language.Grammar;

/// <summary>A deterministic automaton under construction. State 0 is dead, state 1 is the start.</summary>
/// <param name="classOfByte">For each octet its class.</param>
/// <param name="classCount">Number of classes.</param>
/// <param name="rows">What is known about each state.</param>
/// <param name="actions">The distinct actions; rows name them by number. Numbers 0 and 1 are reserved for doing nothing.</param>
internal sealed class TransitionTable(
    int[] classOfByte, int classCount, List<StateRow> rows, List<EquatableArray<ushort>> actions)
{
    private readonly Dictionary<EquatableArray<ushort>, int> _actionIds = [];

    public int[] ClassOfByte { get; } = classOfByte;

    public int ClassCount { get; } = classCount;

    public List<StateRow> Rows { get; } = rows;

    /// <summary>The options, a bit each, that some action requires.</summary>
    public ulong Guards { get; set; }

    public List<EquatableArray<ushort>> Actions { get; } = actions;

    /// <summary>A table with the dead state only.</summary>
    public static TransitionTable Start(int[] classOfByte, int classCount) =>
        new(classOfByte, classCount, [new StateRow(classCount)], [[], []]);

    /// <summary>The number of a transition's action; 0 when there is nothing to do.</summary>
    public int TransitionAction(EquatableArray<ushort> words) => words.Count == 0 ? 0 : ActionId(words);

    /// <summary>The number of the action at the end of a match, never 0.</summary>
    public int AcceptAction(EquatableArray<ushort> words) => words.Count == 0 ? 1 : ActionId(words);

    /// <summary>Other states and classes with the actions of this table.</summary>
    public TransitionTable WithRows(int[] classOfByte, int classCount, List<StateRow> rows) =>
        new(classOfByte, classCount, rows, Actions) { Guards = Guards };

    private int ActionId(EquatableArray<ushort> words)
    {
        if (!_actionIds.TryGetValue(words, out int id))
        {
            _actionIds.Add(words, id = Actions.Count);
            Actions.Add(words);
        }

        return id;
    }
}

/// <summary>What a <see cref="TransitionTable"/> says about one state.</summary>
/// <param name="classCount">Number of octet classes.</param>
internal sealed class StateRow(int classCount)
{
    /// <summary>For each class the next state.</summary>
    public int[] Next { get; } = new int[classCount];

    /// <summary>For each class the number of the transition's action.</summary>
    public int[] Actions { get; } = new int[classCount];

    /// <summary>Number of the action at the end of a match; 0 when no match may end here.</summary>
    public int Accept { get; set; }
}
