using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Graphs;

/// <summary>A state, or a group of states when it has children.</summary>
/// <param name="Name">The name in the specification.</param>
/// <param name="Children">What stands in the group; empty for a state.</param>
internal sealed record StateNode(string Name, IReadOnlyList<StateNode> Children)
{
    /// <summary>Nests groups by their members: a group stands in the smallest other that holds all of them.</summary>
    public static IReadOnlyList<StateNode> Arrange(ProtocolModel protocol)
    {
        var groups = protocol.Groups.OrderByDescending(group => group.Members.Count).ToList();
        return Level(protocol, groups, Enumerable.Range(0, protocol.States.Count).ToHashSet());
    }

    private static List<StateNode> Level(ProtocolModel protocol, List<GroupModel> groups, HashSet<int> states)
    {
        var nodes = new List<(int First, StateNode Node)>();
        var rest = new HashSet<int>(states);
        for (int i = 0; i < groups.Count; i++)
        {
            var group = groups[i];
            if (!group.Members.All(rest.Contains))
                continue;
            var inner = groups.Skip(i + 1).ToList();
            nodes.Add((group.Members.Min(), new StateNode(group.Name, Level(protocol, inner, [.. group.Members]))));
            rest.ExceptWith(group.Members);
        }

        nodes.AddRange(rest.Select(state => (state, new StateNode(protocol.States[state].Name, []))));
        return [.. nodes.OrderBy(node => node.First).Select(node => node.Node)];
    }
}
