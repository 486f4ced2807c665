using SmtpGen.Language.Binding;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>Lines that one command asks for by one name, and that are read by different patterns. One method of the handler gets them all.</summary>
internal static class LinesDiffer
{
    public static readonly DiagnosticRule Rule = new("SGP0219", "Lines of one name are read differently", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var command in protocol.Commands)
        {
            var first = new Dictionary<string, ReadLineModel>(StringComparer.Ordinal);
            foreach (var outcome in command.Rules.SelectMany(r => r.Outcomes))
            {
                if (outcome.Model.Then is not ReadLineModel line)
                    continue;
                if (!first.TryGetValue(line.Capture, out var known))
                    first.Add(line.Capture, line);
                else if (!known.Line.Equals(line.Line))
                    report.Add(Rule, ((ReadLineSyntax)outcome.Syntax.Then!).Keyword, Message(command, line));
            }
        }
    }

    private static string Message(BoundCommand command, ReadLineModel line) =>
        $"{command.Syntax.Verb} reads a line '{line.Capture}' by another pattern already, and one method of the handler gets both; write the same pattern, or give this line another name.";
}
