namespace SmtpGen.Runtime;

/// <summary>The answers to a body that gets several, one for each success of a command such as RCPT.</summary>
public interface IReplyChoices
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>An answer.</summary>
    /// <param name="index">Which one, counted from zero.</param>
    /// <returns>
    /// The place of the outcome in its rule, counted from one, and 0 where none was chosen; and what the handler says in the reply.
    /// </returns>
    (int Choice, ReplyContent Content) ChoiceOf(int index);
}
