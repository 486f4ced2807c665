using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>The states of a protocol and the groups they nest in.</summary>
internal sealed class StateTable
{
    private const string Same = "same";
    private const string End = "end";

    private readonly Report _report;
    private readonly SymbolTable<StateSyntax> _names;
    private readonly List<StateSyntax> _leaves = [];
    private readonly Dictionary<string, int> _leafOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _groupOf = new(StringComparer.Ordinal);
    private readonly List<(StateSyntax Syntax, List<int> Members)> _groups = [];

    public StateTable(IEnumerable<StatesMember> members, Report report)
    {
        _report = report;
        _names = new SymbolTable<StateSyntax>("state", report);
        foreach (var state in members.SelectMany(m => m.States))
            Add(state);
        Initial = _leaves.FindIndex(s => s.IsInitial);
        foreach (var second in _leaves.Where((s, i) => s.IsInitial && i != Initial))
            report.Add(BindingRules.Duplicate, second.Name, $"A session begins in '{_leaves[Initial].Name}' already; remove 'initial' before one of the two.");
    }

    public IReadOnlyList<StateSyntax> Leaves => _leaves;

    /// <summary>Index of the initial state; -1 when there is none.</summary>
    public int Initial { get; }

    public IReadOnlyList<int> All => [.. Enumerable.Range(0, _leaves.Count).Where(i => !_leaves[i].IsFinal)];

    /// <summary>Indices of the states that a name in <c>from</c> stands for, the group's members or the state.</summary>
    public IReadOnlyList<int> Find(Name name)
    {
        if (name.Text == "*")
            return All;
        if (_names.Use(name) < 0)
            return [];
        return _leafOf.TryGetValue(name.Text, out int leaf) ? [leaf] : _groups[_groupOf[name.Text]].Members;
    }

    /// <summary>Index of the state a reply leads to; -1 for <c>same</c>, the first final one for <c>end</c>, -2 when it is undefined.</summary>
    public int FindTarget(Name name)
    {
        if (name.Text == Same)
            return -1;
        // Families do not know how the final state is called.
        if (name.Text == End && !_leafOf.ContainsKey(End))
        {
            // A check reports that there is none.
            int final = _leaves.FindIndex(s => s.IsFinal);
            if (final >= 0)
                Find(_leaves[final].Name);
            return final >= 0 ? final : -2;
        }

        var found = Find(name);
        if (found.Count == 1)
            return found[0];
        if (found.Count > 1)
            _report.Add(BindingRules.BadValue, name, $"'{name}' is a group of states; a reply leads to one state, such as '{_leaves[found[0]].Name}'.");
        return -2;
    }

    /// <summary>Index of a group; a single state serves as a group of one.</summary>
    public int FindGroup(Name name)
    {
        if (_names.Use(name) < 0)
            return -1;
        if (_groupOf.TryGetValue(name.Text, out int group))
            return group;
        int leaf = _leafOf[name.Text];
        return AddGroup(_leaves[leaf], [leaf]);
    }

    public EquatableArray<StateModel> ToStates() =>
        _leaves.Select(s => new StateModel(s.Name.Text, s.Doc, s.IsFinal)).ToEquatableArray();

    public EquatableArray<GroupModel> ToGroups() =>
        _groups.Select(g => new GroupModel(g.Syntax.Name.Text, g.Syntax.Doc, g.Members.ToEquatableArray())).ToEquatableArray();

    private List<int> Add(StateSyntax state)
    {
        // An extension puts states of its own into a group that is there.
        if (state.Children.Count > 0 && _groupOf.TryGetValue(state.Name.Text, out int open))
            return Reopen(state, open);
        if (!_names.Add(state.Name, state))
            return [];
        if (state.Name.Text == Same || (state.Name.Text == End && !state.IsFinal))
            _report.Add(BindingRules.BadValue, state.Name, $"'-> {state.Name}' leads to {(state.Name.Text == Same ? "the state that the session is in" : "a final state")}; give this state another name.");
        if (state.Children.Count == 0)
        {
            _leafOf.Add(state.Name.Text, _leaves.Count);
            _leaves.Add(state);
            return [_leaves.Count - 1];
        }

        if (state.IsInitial || state.IsFinal)
            _report.Add(BindingRules.BadValue, state.Name, $"'{state.Name}' is a group of states; write '{(state.IsInitial ? "initial" : "final")}' before a state in it.");
        var members = new List<int>();
        AddGroup(state, members);
        foreach (var child in state.Children)
            members.AddRange(Add(child));
        return members;
    }

    private int AddGroup(StateSyntax state, List<int> members)
    {
        _groupOf.Add(state.Name.Text, _groups.Count);
        _groups.Add((state, members));
        return _groups.Count - 1;
    }

    private List<int> Reopen(StateSyntax state, int group)
    {
        List<int> added = [.. state.Children.SelectMany(Add)];
        var members = _groups[group].Members;
        var outer = _groups.Take(group + 1).Where(g => g.Members.Count >= members.Count && members.TrueForAll(g.Members.Contains)).ToList();
        foreach (var enclosing in outer)
            enclosing.Members.AddRange(added.Where(s => !enclosing.Members.Contains(s)));
        return added;
    }
}
