namespace SmtpGen.Reference.Dialogs;

/// <summary>A short part of a dialog, in which a reply comes.</summary>
/// <param name="IsCut">Whether something was said before.</param>
/// <param name="Lines">The lines.</param>
internal sealed record Conversation(bool IsCut, IReadOnlyList<ConversationLine> Lines);

/// <summary>A line of it.</summary>
/// <param name="Line">What is said, or happens.</param>
/// <param name="IsMarked">Whether it is the reply that the conversation is about.</param>
internal sealed record ConversationLine(DialogLine Line, bool IsMarked);
