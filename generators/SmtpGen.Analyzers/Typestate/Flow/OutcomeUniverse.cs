using System.Runtime.CompilerServices;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>All outcomes that the actions of a protocol can have, numbered, so that sets of them are bits.</summary>
internal sealed class OutcomeUniverse
{
    private static readonly ConditionalWeakTable<ClientTable, OutcomeUniverse> s_universes = new();

    private readonly List<Outcome> _outcomes = [];
    private readonly Dictionary<(int State, string Action), OutcomeSet> _after = [];
    private readonly OutcomeSet[] _in;

    private OutcomeUniverse(ClientTable table)
    {
        Table = table;
        var indices = new Dictionary<Outcome, int>();
        var after = new Dictionary<(int State, string Action), List<int>>();
        int[] states = [.. Enumerable.Range(0, table.States.Length)];
        int[] anything = [.. states.Select(state => Number(new Outcome(state, CodeRange.Any, false)))];
        foreach (string action in table.Actions)
        {
            foreach (int state in states.Where(state => table.Allows(state, action)))
                after[(state, action)] = [.. Outcome.Of(table, state, action).Select(Number)];
            foreach (int state in states.Where(state => !table.Allows(state, action) && table.Leaves(action)))
                after[(state, action)] = [.. Outcome.Left(table).Select(Number)];
        }

        foreach (var pair in after)
            _after[pair.Key] = new OutcomeSet(this, pair.Value);
        _in = [.. anything.Select(index => new OutcomeSet(this, [index]))];
        Unknown = new OutcomeSet(this, anything);
        None = new OutcomeSet(this, []);

        int Number(Outcome outcome)
        {
            if (!indices.TryGetValue(outcome, out int index))
            {
                indices[outcome] = index = _outcomes.Count;
                _outcomes.Add(outcome);
            }

            return index;
        }
    }

    /// <summary>The protocol.</summary>
    public ClientTable Table { get; }

    /// <summary>How many there are.</summary>
    public int Count => _outcomes.Count;

    /// <summary>Nothing is possible.</summary>
    public OutcomeSet None { get; }

    /// <summary>Nothing is known.</summary>
    public OutcomeSet Unknown { get; }

    public Outcome this[int index] => _outcomes[index];

    /// <summary>The outcomes of a protocol.</summary>
    public static OutcomeUniverse Of(ClientTable table) => s_universes.GetValue(table, created => new OutcomeUniverse(created));

    /// <summary>A session that may be in some states, with nothing known of its last reply.</summary>
    public OutcomeSet In(IEnumerable<int> states) => states.Aggregate(None, (set, state) => set.Union(_in[state]));

    /// <summary>How an action can end after one of some outcomes, if they allow it.</summary>
    public OutcomeSet After(OutcomeSet before, string action) => before.Select(outcome => outcome.State).Distinct()
        .Aggregate(None, (set, state) => _after.TryGetValue((state, action), out var after) ? set.Union(after) : set);
}
