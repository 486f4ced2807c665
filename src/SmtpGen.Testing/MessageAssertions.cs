namespace SmtpGen.Testing;

/// <summary>What tests ask of a message. Each fails with what was expected, what there is, and the session's transcript.</summary>
public static class MessageAssertions
{
    /// <summary>The message's reverse-path is this address.</summary>
    /// <exception cref="SmtpTestException">It is another.</exception>
    public static ReceivedMessage AssertSender(this ReceivedMessage message, string address) =>
        Check(message, message.Envelope.ReversePath == address, $"The sender should be <{address}>, but is <{message.Envelope.ReversePath}>.");

    /// <summary>The message's recipients are these, in any order.</summary>
    /// <exception cref="SmtpTestException">There are others, or fewer.</exception>
    public static ReceivedMessage AssertRecipients(this ReceivedMessage message, params string[] addresses) => Check(
        message,
        message.Envelope.ForwardPaths.Order(StringComparer.Ordinal).SequenceEqual(addresses.Order(StringComparer.Ordinal)),
        $"The recipients should be {List(addresses)}, but are {List(message.Envelope.ForwardPaths)}.");

    /// <summary>The message's subject, decoded, is this text.</summary>
    /// <exception cref="SmtpTestException">It is another, or there is none.</exception>
    public static ReceivedMessage AssertSubject(this ReceivedMessage message, string subject) => Check(
        message, message.Mime.Subject == subject, $"The subject should be \"{subject}\", but is \"{message.Mime.Subject}\".");

    /// <summary>The message's text, plain or HTML, decoded, holds these words.</summary>
    /// <exception cref="SmtpTestException">It does not, or there is no text.</exception>
    public static ReceivedMessage AssertTextContains(this ReceivedMessage message, string words)
    {
        string text = string.Join('\n', new[] { message.Mime.TextBody, message.Mime.HtmlBody }.Where(body => body is not null));
        return Check(message, text.Contains(words, StringComparison.Ordinal), $"The text should contain \"{words}\", but is:\n{text}");
    }

    /// <summary>The message came over an encrypted connection.</summary>
    /// <exception cref="SmtpTestException">It came in plain text.</exception>
    public static ReceivedMessage AssertEncrypted(this ReceivedMessage message) =>
        Check(message, message.IsEncrypted, "The message should have come over TLS, but came in plain text.");

    /// <summary>The message came from a client that had logged in as this user.</summary>
    /// <exception cref="SmtpTestException">It had not, or as another.</exception>
    public static ReceivedMessage AssertUser(this ReceivedMessage message, string user) => Check(
        message,
        message.Identity?.Authentication == user,
        $"The client should have logged in as \"{user}\", but {(message.Identity is { } found ? $"did as \"{found.Authentication}\"" : "did not log in")}.");

    private static ReceivedMessage Check(ReceivedMessage message, bool holds, string failure) =>
        holds ? message : throw new SmtpTestException($"{failure}\nThe session:\n{message.Session}");

    private static string List(IEnumerable<string> addresses) => string.Join(", ", addresses.Select(address => $"<{address}>"));
}
