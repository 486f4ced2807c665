namespace SmtpGen.Web.Messages;

/// <summary>A query cannot be understood; the message says why, and what would be right.</summary>
internal sealed class SearchSyntaxException(string message) : Exception(message);
