namespace SmtpGen.Runtime.Client;

/// <summary>
/// Nothing can be sent or read any more: the session has ended, a wait was cancelled or took too long, the connection failed, the server
/// did what the protocol does not allow, or the client is disposed. <see cref="Exception.InnerException"/> is what ended it, where that was
/// an exception.
/// </summary>
/// <param name="message">What was tried, and what ended the session.</param>
/// <param name="cause">What ended it; null where that was no exception.</param>
public sealed class SessionEndedException(string message, Exception? cause = null) : ProtocolClientException(message, cause);
