using SmtpGen.Language.Binding;
using SmtpGen.Language.Model;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A body that begins where chunks of another one may still be missing: the handler of that one would get its octets.</summary>
internal static class BodyInsideBody
{
    public static readonly DiagnosticRule Rule = new("SGP0220", "Body begins inside another", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        var open = Open(protocol);
        foreach (var command in protocol.Commands)
        {
            foreach (var rule in command.Rules)
            {
                foreach (var outcome in rule.Outcomes)
                {
                    if (outcome.Model.Then is ReadBodyModel read && open.FirstOrDefault(body => States(rule).Contains(body.State) && !body.IsGoneOnWith(read)) is { } other)
                        report.Add(Rule, command.Syntax.Verb, $"In '{protocol.States.Leaves[other.State].Name}' chunks of '{protocol.Bodies.NameOf(other.Body)}' may still be missing, but {command.Syntax.Verb} begins another body there; end or abandon the first one in a state of its own.");
                }
            }
        }
    }

    // The states in which a body may have begun and not ended.
    private static List<OpenBody> Open(BoundProtocol protocol) =>
        [.. protocol.Commands.SelectMany(command => command.Rules).SelectMany(rule => rule.Outcomes
            .Select(outcome => outcome.Model.Then).OfType<ReadBodyModel>().Where(read => read.Chunk is not null)
            .SelectMany(read => (read.Chunk!.More.Target is >= 0 and var state ? new[] { state } : States(rule)).Select(state => new OpenBody(state, read.Body))))];

    private static IEnumerable<int> States(BoundRule rule) => rule.States.Concat(rule.Opened);

    private sealed record OpenBody(int State, int Body)
    {
        public bool IsGoneOnWith(ReadBodyModel read) => read.Chunk is not null && read.Body == Body;
    }
}
