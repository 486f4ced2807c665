using System.Text;
using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>The client's side of the table as the words that travel in the compiled library.</summary>
internal static class TableText
{
    public static string Of(ClientShape shape)
    {
        var (model, graph) = (shape.Model, shape.Graph);
        var text = new StringBuilder();
        foreach (var state in graph.States)
            text.Append(ReferenceEquals(state, graph.States[graph.Start]) ? "initial" : Word(state.Kind)).Append(' ').Append(Name(state)).Append('\n');
        foreach (var edge in graph.Edges.Select(edge => Edge(model, graph, edge)).Distinct())
            text.Append(edge).Append('\n');
        return text.ToString();
    }

    private static string Edge(ProtocolModel model, ClientGraph graph, ClientEdge edge)
    {
        string reply = edge.Reply < 0 ? "0 -" : $"{model.Replies[edge.Reply].Code} {Names.Pascal(model.Replies[edge.Reply].Name)}";
        return $"edge {Name(graph.States[edge.From])} {graph.Actions[edge.Action].Name} {reply} {Name(graph.States[edge.To])}";
    }

    /// <summary>Name of a state, as the enum of states has it.</summary>
    public static string Name(ClientState state) =>
        state.Kind == ClientStateKind.Start ? state.Name : string.Join("/", Parts(state.Name));

    private static IEnumerable<string> Parts(string name)
    {
        string[] parts = name.Split('/');
        return new[] { Names.Pascal(parts[0]) }.Concat(parts.Skip(1));
    }

    private static string Word(ClientStateKind kind) => kind switch
    {
        ClientStateKind.Final => "final",
        _ => "state",
    };
}
