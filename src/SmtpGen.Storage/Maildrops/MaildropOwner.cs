namespace SmtpGen.Storage;

/// <summary>
/// Names the mailboxes of a maildrop. A message is in the maildrop when one of its recipients is one of them; ASCII letters match in
/// either case. So each user sees their own mail and nobody else's.
/// </summary>
public sealed class MaildropOwner
{
    private MaildropOwner(string name, string[] mailboxes)
    {
        Name = name;
        Mailboxes = mailboxes;
    }

    /// <summary>The user's name as it was given, for messages to people.</summary>
    public string Name { get; }

    /// <summary>The mailboxes, as forward-paths without angle brackets.</summary>
    public IReadOnlyList<string> Mailboxes { get; }

    /// <summary>Returns the mailboxes of a user.</summary>
    /// <param name="userName">
    /// An address such as <c>bob@mx.example</c>, which is that one mailbox; or a name without a domain such as <c>bob</c>, which is
    /// that local part at each of the domains, and without one, as <c>postmaster</c> may be written (RFC 5321, section 4.5.1).
    /// </param>
    /// <param name="domains">Where users without a domain get their mail: the server's own name, or the domains it serves.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static MaildropOwner Of(string userName, params IEnumerable<string> domains)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(userName);
        ArgumentNullException.ThrowIfNull(domains);
        string[] mailboxes = userName.Contains('@', StringComparison.Ordinal)
            ? [userName]
            : [userName, .. domains.Select(domain => $"{userName}@{domain}")];
        return new MaildropOwner(userName, [.. mailboxes.Distinct(AsciiCaseComparer.Instance)]);
    }

    /// <summary>Whether a recipient is one of the mailboxes.</summary>
    /// <param name="forwardPath">The recipient's forward-path without angle brackets.</param>
    public bool Owns(string forwardPath) => Mailboxes.Contains(forwardPath, AsciiCaseComparer.Instance);

    /// <summary>Whether a message could be in both maildrops by the same recipient.</summary>
    internal bool Overlaps(MaildropOwner other) => other.Mailboxes.Any(Owns);
}
