using SmtpGen.Language.Model;

namespace SmtpGen.Reference.Dialogs;

/// <summary>Finds for each reply of a protocol the shortest part of a dialog that causes it.</summary>
/// <param name="protocol">The protocol.</param>
/// <param name="dialogs">The dialogs to look in.</param>
internal sealed class Conversations(ProtocolModel protocol, IReadOnlyList<DialogFile> dialogs)
{
    private readonly Lazy<IReadOnlyDictionary<int, Conversation>> _found = new(() => Find(protocol, dialogs));

    /// <summary>The conversation for a reply, given by its index; null where no dialog has it.</summary>
    public Conversation? Of(int reply) => _found.Value.GetValueOrDefault(reply);

    private static Dictionary<int, Conversation> Find(ProtocolModel protocol, IReadOnlyList<DialogFile> dialogs)
    {
        var best = new Dictionary<int, (int Cost, Conversation Conversation)>();
        var recognized = new RecognizedReply(protocol);
        // What the protocol itself says counts before what the one that it extends says.
        for (var spoken = protocol; spoken is not null; spoken = spoken.Base)
        {
            var known = best.Keys.ToHashSet();
            foreach (var dialog in dialogs.Where(dialog => dialog.Protocol.Equals(spoken.Name, StringComparison.OrdinalIgnoreCase)))
            {
                foreach (var (reply, cost, conversation) in Parts(protocol, spoken, recognized, dialog))
                {
                    if (!known.Contains(reply) && (!best.TryGetValue(reply, out var other) || cost < other.Cost))
                        best[reply] = (cost, conversation);
                }
            }
        }

        return best.ToDictionary(found => found.Key, found => found.Value.Conversation);
    }

    private static IEnumerable<(int Reply, int Cost, Conversation Conversation)> Parts(
        ProtocolModel protocol, ProtocolModel spoken, RecognizedReply recognized, DialogFile dialog)
    {
        var lines = dialog.Lines;
        var exchanges = Exchange.Of(lines);
        bool isInside = false;
        for (int i = 0; i < lines.Count; i++)
        {
            bool isFirst = lines[i].Kind == DialogLineKind.Server && !isInside;
            isInside = lines[i].Kind == DialogLineKind.Server && lines[i].Text is [_, _, _, '-', ..] && protocol.Statuses is null;
            if (!isFirst || recognized.At(lines, i) is not { } reply)
                continue;
            var part = ConversationCut.Of(protocol, dialog, exchanges, i, asksForMore: protocol.Replies[reply].Code / 100 == 3);
            if (spoken == protocol || part.Lines.All(line => IsKnown(protocol, spoken, line.Line)))
                yield return (reply, ConversationCut.Cost(protocol, dialog, part, i), part);
        }
    }

    // A protocol may have taken away or renamed commands of the one that it extends.
    private static bool IsKnown(ProtocolModel protocol, ProtocolModel spoken, DialogLine line) =>
        !spoken.Commands.Any(command => Exchange.Begins(line, command.Verb)) || protocol.Commands.Any(command => Exchange.Begins(line, command.Verb));
}
