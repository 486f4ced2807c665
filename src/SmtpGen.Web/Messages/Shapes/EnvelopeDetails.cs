namespace SmtpGen.Web.Messages;

/// <summary>What SMTP said of a message, and what the server knows of the client.</summary>
/// <param name="From">The reverse-path; empty for the null reverse-path.</param>
/// <param name="To">The first recipients.</param>
/// <param name="ToCount">How many recipients there are.</param>
/// <param name="Body">BODY (RFC 6152, RFC 3030): 7BIT, 8BITMIME or BINARYMIME; null where it was not given.</param>
/// <param name="SmtpUtf8">Whether MAIL carried SMTPUTF8 (RFC 6531).</param>
/// <param name="Ret">RET (RFC 3461): FULL or HDRS.</param>
/// <param name="EnvId">ENVID (RFC 3461), decoded.</param>
/// <param name="ClientName">What the client called itself.</param>
/// <param name="ClientHost">The name of its address in the DNS.</param>
/// <param name="RemoteAddress">Where it connected from.</param>
/// <param name="Protocol">How the message came (RFC 3848).</param>
/// <param name="Tls">What protected the connection; null for nothing.</param>
/// <param name="AuthenticatedAs">Who had logged in; null for nobody.</param>
/// <param name="TransactionId">The transaction that it came by.</param>
/// <param name="ReceivedAt">When it was received.</param>
internal sealed record EnvelopeDetails(
    string From,
    IReadOnlyList<RecipientDetails> To,
    int ToCount,
    string? Body,
    bool SmtpUtf8,
    string? Ret,
    string? EnvId,
    string? ClientName,
    string? ClientHost,
    string? RemoteAddress,
    string? Protocol,
    string? Tls,
    string? AuthenticatedAs,
    string? TransactionId,
    DateTimeOffset ReceivedAt);

/// <summary>A recipient of an envelope.</summary>
/// <param name="Address">The forward-path.</param>
/// <param name="Notify">NOTIFY (RFC 3461), such as <c>SUCCESS,FAILURE</c>; null where it was not given.</param>
/// <param name="OriginalRecipient">ORCPT (RFC 3461), its address decoded: <c>rfc822;alice@example.org</c>.</param>
internal sealed record RecipientDetails(string Address, string? Notify, string? OriginalRecipient);

/// <summary>Something that the envelope and the header say differently.</summary>
/// <param name="Kind">
/// <c>recipientNotNamed</c>, <c>namedNotRecipient</c>, <c>senderDiffers</c>, <c>nullReversePath</c>, <c>noFrom</c>,
/// <c>smtpUtf8Unneeded</c>, <c>utf8Undeclared</c> or <c>eightBitUndeclared</c>.
/// </param>
/// <param name="Text">What it means, in words.</param>
/// <param name="Values">The addresses or fields in question.</param>
internal sealed record Difference(string Kind, string Text, IReadOnlyList<string> Values);
