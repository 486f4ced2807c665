using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Binding;

/// <summary>The states of a protocol and the groups they nest in.</summary>
internal sealed class StateTable
{
    private readonly Report _report;
    private readonly SymbolTable<StateSyntax> _names;
    private readonly List<StateSyntax> _leaves = [];
    private readonly List<(StateSyntax Syntax, List<int> Members)> _groups = [];

    public StateTable(IEnumerable<StatesMember> members, Report report)
    {
        _report = report;
        _names = new SymbolTable<StateSyntax>("state", report);
        foreach (var state in members.SelectMany(m => m.States))
            Add(state);
        Initial = _leaves.FindIndex(s => s.IsInitial);
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
        int leaf = _leaves.FindIndex(s => s.Name.Text == name.Text);
        return leaf >= 0 ? [leaf] : _groups.First(g => g.Syntax.Name.Text == name.Text).Members;
    }

    /// <summary>Index of the state a reply leads to; -1 for <c>same</c>, -2 when it is undefined.</summary>
    public int FindTarget(Name name)
    {
        if (name.Text == "same")
            return -1;
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
        int group = _groups.FindIndex(g => g.Syntax.Name.Text == name.Text);
        if (group < 0)
        {
            int leaf = _leaves.FindIndex(s => s.Name.Text == name.Text);
            _groups.Add((_leaves[leaf], [leaf]));
            group = _groups.Count - 1;
        }

        return group;
    }

    public EquatableArray<StateModel> ToStates() =>
        _leaves.Select(s => new StateModel(s.Name.Text, s.Doc, s.IsFinal)).ToEquatableArray();

    public EquatableArray<GroupModel> ToGroups() =>
        _groups.Select(g => new GroupModel(g.Syntax.Name.Text, g.Syntax.Doc, g.Members.ToEquatableArray())).ToEquatableArray();

    private List<int> Add(StateSyntax state)
    {
        // An extension puts states of its own into a group that is there.
        int open = state.Children.Count == 0 ? -1 : _groups.FindIndex(g => g.Syntax.Name.Text == state.Name.Text);
        if (open >= 0)
            return Reopen(state, open);
        if (!_names.Add(state.Name, state))
            return [];
        if (state.Children.Count == 0)
        {
            _leaves.Add(state);
            return [_leaves.Count - 1];
        }

        var members = new List<int>();
        _groups.Add((state, members));
        foreach (var child in state.Children)
            members.AddRange(Add(child));
        return members;
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
