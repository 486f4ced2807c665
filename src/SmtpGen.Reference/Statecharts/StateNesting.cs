using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Statecharts;

/// <summary>A state, or a group when it has children, by its place in the model.</summary>
/// <param name="State">Index of the state; -1: a group.</param>
/// <param name="Name">The name in the specification.</param>
/// <param name="Children">What stands in the group; empty for a state.</param>
internal sealed record StateNesting(int State, string Name, IReadOnlyList<StateNesting> Children)
{
    /// <summary>The states in it, or itself.</summary>
    public IEnumerable<int> States => State >= 0 ? [State] : Children.SelectMany(child => child.States);

    /// <summary>Nests groups by their members: a group stands in the smallest other that holds all of them.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="way">States in the order in which they come first; final states come last, the others after these.</param>
    public static IReadOnlyList<StateNesting> Arrange(ProtocolModel protocol, IReadOnlyList<int> way)
    {
        var groups = protocol.Groups.OrderByDescending(group => group.Members.Count).ToList();
        return Level(protocol, groups, [.. Enumerable.Range(0, protocol.States.Count)], way);
    }

    private static List<StateNesting> Level(ProtocolModel protocol, List<GroupModel> groups, HashSet<int> states, IReadOnlyList<int> way)
    {
        var nodes = new List<StateNesting>();
        var rest = new HashSet<int>(states);
        for (int i = 0; i < groups.Count; i++)
        {
            var group = groups[i];
            if (!group.Members.All(rest.Contains))
                continue;
            var inner = groups.Skip(i + 1).ToList();
            nodes.Add(new StateNesting(-1, group.Name, Level(protocol, inner, [.. group.Members], way)));
            rest.ExceptWith(group.Members);
        }

        nodes.AddRange(rest.Select(state => new StateNesting(state, protocol.States[state].Name, [])));
        return [.. nodes
            .OrderBy(node => node.States.All(state => protocol.States[state].IsFinal))
            .ThenBy(node => node.States.Min(Place))
            .ThenBy(node => node.States.Min())];

        int Place(int state) => way.Contains(state) ? way.TakeWhile(other => other != state).Count() : int.MaxValue;
    }
}
