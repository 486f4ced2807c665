using SmtpGen.Language.Binding;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Checks;

/// <summary>A body that gets an answer for each success of a command, read where there may be none yet: the client would wait for ever.</summary>
internal static class BodyWithoutAnswer
{
    public static readonly DiagnosticRule Rule = new("SGP0221", "Body may get no answer", Severity.Error);

    public static void Run(BoundProtocol protocol, Report report)
    {
        foreach (var body in protocol.Bodies.Values.Where(b => b.Per >= 0))
        {
            var counted = protocol.Commands[body.Per];
            var uncounted = Uncounted(protocol, counted);
            foreach (var command in protocol.Commands)
            {
                var at = command.Rules.Where(rule => rule.Outcomes.Any(outcome => outcome.Then is BoundReadBody read && read.Body == body))
                    .SelectMany(States).Where(uncounted.Contains).Select(state => protocol.States.Leaves[state].Name).FirstOrDefault();
                if (at is not null)
                    report.Add(Rule, command.Syntax.Verb, $"In '{at}' no {counted.Syntax.Verb} may have succeeded yet, and then the body is not answered; allow {command.Syntax.Verb} only in states that a success of {counted.Syntax.Verb} leads to.");
            }
        }
    }

    // The states in which the command may not have succeeded: the count starts anew outside its group.
    private static HashSet<int> Uncounted(BoundProtocol protocol, BoundCommand counted)
    {
        var group = protocol.States.ToGroups()[counted.Quota!.Group].Members;
        var states = new HashSet<int>(Enumerable.Range(0, protocol.States.Leaves.Count).Where(state => !group.Contains(state)));
        states.Add(protocol.States.Initial);
        var ways = protocol.Commands.SelectMany(command => command.Rules.SelectMany(rule => Ways(protocol, command, rule, counted))).ToList();
        var anywhere = ReplyUse.All(protocol).Where(use => use.Kind is UseKind.Connect or UseKind.Otherwise && use.Target >= 0);
        states.UnionWith(anywhere.Select(use => use.Target));
        bool grows = true;
        while (grows)
        {
            grows = false;
            foreach (var (from, to) in ways)
                grows |= states.Contains(from) && states.Add(to);
        }

        return states;
    }

    // From where to where a rule leads, but by successes of the counted command.
    private static IEnumerable<(int From, int To)> Ways(BoundProtocol protocol, BoundCommand command, BoundRule rule, BoundCommand counted)
    {
        var targets = rule.Outcomes.SelectMany(outcome => ReplyUse.Of(outcome, UseKind.Command, false, command))
            .Where(use => command != counted || !protocol.Replies[use.Reply].Model.IsPositive).Select(use => use.Target)
            .Concat(rule.Outcomes.Select(outcome => outcome.Then is BoundReadBody read ? read.Early : -1))
            .Where(target => target >= 0).ToList();
        return States(rule).SelectMany(from => targets.Select(to => (from, to)));
    }

    private static IEnumerable<int> States(BoundRule rule) => rule.States.Concat(rule.Opened);
}
