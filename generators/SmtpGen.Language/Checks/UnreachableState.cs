using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A state that no reply leads to.</summary>
internal static class UnreachableState
{
    public static readonly DiagnosticRule Rule = new("SGP0201", "State is unreachable", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        var graph = new StateGraph(protocol);
        for (int i = 0; i < protocol.States.Leaves.Count; i++)
        {
            var name = protocol.States.Leaves[i].Name;
            if (!graph.Reached.Contains(i))
                report.Add(Rule, name, $"No reply leads to the state '{name}'; let one lead there with '-> {name}', or remove the state.");
        }
    }
}
