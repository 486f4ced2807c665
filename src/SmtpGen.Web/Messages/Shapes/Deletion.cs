namespace SmtpGen.Web.Messages;

/// <summary>Which messages to delete: exactly one of the members says it.</summary>
/// <param name="Ids">These.</param>
/// <param name="All">All there are now.</param>
/// <param name="Query">Those that a search finds.</param>
internal sealed record DeleteRequest(IReadOnlyList<string>? Ids, bool? All, string? Query);

/// <summary>What was deleted.</summary>
/// <param name="Deleted">How many messages.</param>
internal sealed record DeleteAnswer(int Deleted);

/// <summary>The event <c>deleted</c>.</summary>
/// <param name="Ids">The messages that are gone.</param>
internal sealed record DeletedEvent(IReadOnlyList<string> Ids);

/// <summary>The event <c>trouble</c>: the store cannot be read for now.</summary>
/// <param name="Detail">What happened, in words.</param>
internal sealed record TroubleEvent(string Detail);
