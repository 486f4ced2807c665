using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A state from which no command leads to the end of the session.</summary>
internal static class StateWithoutEnd
{
    public static readonly DiagnosticRule Rule = new("SGP0202", "Session cannot end from this state", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        var leaves = protocol.States.Leaves;
        if (!leaves.Any(s => s.IsFinal))
            return;
        var graph = new StateGraph(protocol);
        foreach (int state in graph.Reached.OrderBy(s => s))
        {
            if (!graph.From([state]).Any(s => leaves[s].IsFinal))
            {
                report.Add(Rule, leaves[state].Name,
                    $"No command leads from the state '{leaves[state].Name}' to a final state; let a command such as QUIT come from it.");
            }
        }
    }
}
