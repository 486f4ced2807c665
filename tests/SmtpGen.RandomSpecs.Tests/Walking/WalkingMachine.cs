using System.Text;
using SmtpGen.Language.Model;
using SmtpGen.RandomSpecs.Conversations;
using SmtpGen.Reference;
using SmtpGen.Runtime;

namespace SmtpGen.RandomSpecs.Walking;

/// <summary>Walks a table that was never compiled.</summary>
internal sealed class WalkingMachine : ServerMachine
{
    private readonly ServerTable _table;

    private readonly ProtocolModel _model;

    public WalkingMachine(ServerTable table, ProtocolModel model, ProtocolOptions options)
        : base(table, options)
    {
        _table = table;
        _model = model;
    }

    public int State => StateNumber;

    public uint Flags => FlagBits;

    private ServerBody Body => Array.Find(_table.Bodies, body => body.Decision == PendingDecision)!;

    public void Take(ReferenceInterpreter.Choice choice)
    {
        foreach (var (reply, text) in choice.Before ?? [])
            Send(reply, text is null ? [] : Answers.Values(_model.Replies[reply], text));
        // A line that a command asked for is answered like the command.
        string result = _table.Decisions[PendingDecision].Result;
        int first = Array.FindIndex(_table.Outcomes, outcome => outcome.Decision > 0 && _table.Decisions[outcome.Decision].Result == result);
        Answer(PendingDecision, Place(choice), Content(choice, first), Sent(choice));
    }

    /// <summary>Takes the answers to a body: one, or one for each success of the command that it is answered per.</summary>
    public void TakeBody(ReferenceInterpreter.Choice[] choices)
    {
        int first = Body.First;
        if (Body.Per >= 0)
            AnswerBody(PendingDecision, new Choices(choices, choice => Content(choice, first)));
        else
            AnswerBody(PendingDecision, Place(choices[0]), Content(choices[0], first));
    }

    /// <summary>Whether a choice refuses the body that is read.</summary>
    public bool IsRefusal(ReferenceInterpreter.Choice choice)
    {
        int outcome = choice.Index < 0
            ? Array.Find(_table.Otherwise, row => row.Event == ServerEvent.HandlerCloses)!.Outcome
            : Body.First + choice.Index;
        return _table.Replies[_table.Outcomes[outcome].Reply].Code >= 400;
    }

    protected override void OnStateChanged(int from, int to)
    {
    }

    private static int Place(ReferenceInterpreter.Choice choice) => choice.Index < 0 ? ServerTable.HandlerCloses : choice.Index + 1;

    // Rules of one command that are decided have the same replies.
    private ReplyContent Content(ReferenceInterpreter.Choice choice, int first) =>
        Answers.Content(choice.Index < 0 || first < 0 || _table.Outcomes[first + choice.Index].Reply < 0 ? null : _model.Replies[_table.Outcomes[first + choice.Index].Reply], choice.Text);

    private static MemoryStream Sent(ReferenceInterpreter.Choice choice) => new(Encoding.Latin1.GetBytes(choice.Sent));

    private sealed class Choices(ReferenceInterpreter.Choice[] choices, Func<ReferenceInterpreter.Choice, ReplyContent> content) : IReplyChoices
    {
        public int Count => choices.Length;

        public (int Choice, ReplyContent Content) ChoiceOf(int index) => (Place(choices[index]), content(choices[index]));
    }
}
