using SmtpGen.Language.Model;
using SmtpGen.Reference.Explanations;

namespace SmtpGen.Reference.Comparisons;

/// <summary>What the table says of replies that begin alike.</summary>
/// <param name="Said">How they are called in a sentence.</param>
/// <param name="Digit">Their class.</param>
/// <param name="Verbs">The commands that get one of them, in the order of the specification.</param>
/// <param name="States">The states in which that may be.</param>
/// <param name="IsEverywhere">Whether these are all states in which commands come.</param>
/// <param name="Inputs">What they answer that is not a legal command, in words.</param>
/// <param name="Ends">Whether each of them ends the session.</param>
internal sealed record GroupFacts(
    string Said, int Digit, IReadOnlyList<string> Verbs, IReadOnlyList<string> States, bool IsEverywhere, IReadOnlyList<string> Inputs, bool Ends)
{
    public static GroupFacts Of(ProtocolModel protocol, ReplyGroup group, string said, Wording words)
    {
        var places = group.Replies.SelectMany(reply => ReplyPlaces.States(protocol, reply)).ToList();
        var verbs = places.SelectMany(place => place.Commands).ToHashSet(StringComparer.Ordinal);
        var states = places.Select(place => place.State).ToHashSet(StringComparer.Ordinal);
        var targets = group.Replies.SelectMany(reply => ReplyPlaces.Targets(protocol, reply)).ToList();
        return new GroupFacts(
            said,
            group.Digit,
            [.. protocol.Commands.Select(command => command.Verb).Where(verbs.Contains)],
            [.. protocol.States.Select(state => state.Name).Where(states.Contains)],
            states.Count == protocol.States.Count(state => !state.IsFinal),
            [.. group.Replies.SelectMany(reply => ReplyPlaces.Inputs(protocol, reply, words)).Distinct(StringComparer.Ordinal)],
            targets.Count > 0 && targets.TrueForAll(target => target >= 0 && protocol.States[target].IsFinal));
    }
}
