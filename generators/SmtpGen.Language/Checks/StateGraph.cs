using SmtpGen.Language.Binding;

namespace SmtpGen.Language.Checks;

/// <summary>Which states commands lead to, and which can be reached at all.</summary>
internal sealed class StateGraph
{
    private readonly HashSet<int>[] _next;

    public StateGraph(BoundProtocol protocol)
    {
        _next = [.. protocol.States.Leaves.Select(_ => new HashSet<int>())];
        foreach (var command in protocol.Commands)
        {
            foreach (var rule in command.Rules)
            {
                var targets = rule.Outcomes.SelectMany(o => ReplyUse.Of(o, UseKind.Command, false, command))
                    .Select(u => u.Target).Concat(rule.Outcomes.Select(Early)).Concat(rule.Outcomes.Select(o => o.Model.Target))
                    .Where(t => t >= 0).ToList();
                foreach (int state in rule.States)
                    _next[state].UnionWith(targets);
            }
        }

        var starts = ReplyUse.All(protocol)
            .Where(u => u.Kind is UseKind.Connect or UseKind.Otherwise && u.Target >= 0).Select(u => u.Target);
        Reached = From(starts.Append(protocol.States.Initial));
    }

    // Where a refusal leads that comes before the last chunk of a body.
    private static int Early(BoundOutcome outcome) => outcome.Then is BoundReadBody read ? read.Early : -1;

    /// <summary>States that a session can come to.</summary>
    public HashSet<int> Reached { get; }

    /// <summary>States that commands lead to from these, themselves included.</summary>
    public HashSet<int> From(IEnumerable<int> states)
    {
        var reached = new HashSet<int>(states);
        var pending = new Queue<int>(reached);
        while (pending.Count > 0)
        {
            foreach (int next in _next[pending.Dequeue()].Where(reached.Add))
                pending.Enqueue(next);
        }

        return reached;
    }
}
