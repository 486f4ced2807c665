using System.Text;
using SmtpGen.Reference;
using SmtpGen.Runtime;

namespace SmtpGen.RandomSpecs.Walking;

/// <summary>Walks a table that was never compiled.</summary>
internal sealed class WalkingMachine : ServerMachine
{
    private readonly ServerTable _table;

    public WalkingMachine(ServerTable table, ProtocolOptions options)
        : base(table, options)
    {
        _table = table;
    }

    public int State => StateNumber;

    public uint Flags => FlagBits;

    private ServerBody Body => Array.Find(_table.Bodies, body => body.Decision == PendingDecision)!;

    public void Take(ReferenceInterpreter.Choice choice) =>
        Answer(PendingDecision, Place(choice), choice.Text, Sent(choice));

    /// <summary>Takes the answers to a body: one, or one for each success of the command that it is answered per.</summary>
    public void TakeBody(ReferenceInterpreter.Choice[] choices)
    {
        if (Body.Per >= 0)
            AnswerBody(PendingDecision, new Choices(choices));
        else
            AnswerBody(PendingDecision, Place(choices[0]), choices[0].Text);
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

    private static MemoryStream Sent(ReferenceInterpreter.Choice choice) => new(Encoding.Latin1.GetBytes(choice.Sent));

    private sealed class Choices(ReferenceInterpreter.Choice[] choices) : IReplyChoices
    {
        public int Count => choices.Length;

        public (int Choice, string? Text) ChoiceOf(int index) => (Place(choices[index]), choices[index].Text);
    }
}
