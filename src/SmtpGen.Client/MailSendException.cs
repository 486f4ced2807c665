using SmtpGen.Runtime.Client;

namespace SmtpGen.Client;

/// <summary>A message was not sent, for nobody. The message says which server, command, reply and state, and what can be done.</summary>
/// <param name="failure">What went wrong.</param>
/// <param name="message">One line.</param>
/// <param name="cause">What was reported from below, if anything.</param>
public sealed class MailSendException(MailSendFailure failure, string message, Exception? cause = null) : ProtocolClientException(message, cause)
{
    /// <summary>What went wrong.</summary>
    public MailSendFailure Failure { get; } = failure;

    /// <summary>The server's refusal (RFC 5321 section 4.2); null where it said none.</summary>
    public ClientReply? Reply { get; init; }

    /// <summary>What became of each recipient, in the order of the envelope; null where it did not come to that.</summary>
    public MailSendResult? Result { get; init; }

    /// <summary>Whether the same may succeed later: the server says so by a code of the class 4yz (RFC 5321 section 4.2.1), or the connection broke.</summary>
    public bool IsTransient => Reply?.IsTransient ?? Failure == MailSendFailure.Connection;

    internal static MailSendException Refused(string server, ClientReply reply, MailSendFailure failure = MailSendFailure.Refused, string detail = "")
        => new(failure, $"{reply.Describe(server)}{(detail.Length > 0 ? " " + detail : "")}") { Reply = reply };
}
