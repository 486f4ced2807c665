using SmtpGen.Language.Text;

namespace SmtpGen.Compiler.Emit;

/// <content>Which answers count against a limit.</content>
internal sealed partial class ProtocolShape
{
    /// <summary>The tallies that count an outcome, a bit each.</summary>
    public uint TalliesOf(int outcome) => Tallied(tally => Answers(outcome, tally.Commands, tally.Replies));

    /// <summary>The tallies that begin anew with an outcome, a bit each.</summary>
    public uint TalliesEndedBy(int outcome) => Tallied(tally => Answers(outcome, EquatableArray<int>.Empty, tally.Until));

    /// <summary>The tallies that count a reply, whatever it answers, a bit each.</summary>
    public uint TalliesOfReply(int reply) => Tallied(tally => tally.Replies.Contains(reply));

    // What does not answer a legal command is not counted.
    private bool Answers(int outcome, EquatableArray<int> commands, EquatableArray<int> replies) => outcome < _answers
        && (replies.Contains(_outcomes[outcome].Outcome.Reply)
            || (commands.Contains(_outcomes[outcome].Command) && !_badArguments.ContainsValue(outcome)));

    private uint Tallied(Func<Language.Model.TallyModel, bool> isTallied)
    {
        uint mask = 0;
        for (int i = 0; i < _tallies.Count; i++)
            mask |= isTallied(_tallies[i].Model) ? 1u << i : 0;
        return mask;
    }
}
