using SmtpGen.Language.Model;
using SmtpGen.Reference.Explanations;

namespace SmtpGen.Reference.Dialogs;

/// <summary>Tells which reply of a protocol a line of a server is.</summary>
/// <param name="protocol">The protocol.</param>
internal sealed class RecognizedReply(ProtocolModel protocol)
{
    private readonly Dictionary<(int Command, int Reply), bool> _answers = [];

    // The same lines come again and again.
    private readonly Dictionary<string, IReadOnlyList<int>> _candidates = new(StringComparer.Ordinal);

    /// <summary>The index of the only reply that a line can be; null where it may be several, or is none.</summary>
    /// <param name="lines">The dialog.</param>
    /// <param name="index">The index of the line.</param>
    public int? At(IReadOnlyList<DialogLine> lines, int index)
    {
        string text = lines[index].Text;
        if (!_candidates.TryGetValue(text, out var candidates))
            _candidates.Add(text, candidates = Candidates(text));
        if (candidates.Count > 1)
            candidates = Narrow(candidates, reply => Answers(lines, index, reply));
        return candidates is [var only] ? only : null;
    }

    private IReadOnlyList<int> Candidates(string text)
    {
        if (ServerLine.Parse(protocol, text) is not { } said)
            return [];
        var candidates = Narrow(said.Find(protocol), reply => said.EnhancedCode.Length == 0 || protocol.Replies[reply].EnhancedCode == said.EnhancedCode);
        return candidates.Count > 1 && said.Text.Length > 0
            ? Narrow(candidates, reply => ReplyText.Match(protocol.Replies[reply], said.Text) is not null)
            : candidates;
    }

    private static List<int> Narrow(IReadOnlyList<int> candidates, Func<int, bool> fits) => [.. candidates.Where(fits)];

    // The last command before the line is answered by it; where nobody has spoken yet, it greets.
    private bool Answers(IReadOnlyList<DialogLine> lines, int index, int reply)
    {
        for (int i = index - 1; i >= 0; i--)
        {
            for (int command = 0; command < protocol.Commands.Count; command++)
            {
                if (Exchange.Begins(lines[i], protocol.Commands[command].Verb))
                    return Answers(command, reply);
            }
        }

        return protocol.Connect.Outcomes.Any(outcome => outcome.Reply == reply);
    }

    private bool Answers(int command, int reply)
    {
        if (!_answers.TryGetValue((command, reply), out bool answers))
        {
            string verb = protocol.Commands[command].Verb;
            answers = ReplyPlaces.States(protocol, reply).Any(place => place.Commands.Contains(verb));
            _answers.Add((command, reply), answers);
        }

        return answers;
    }
}
