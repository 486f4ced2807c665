namespace SmtpGen.Mail;

/// <summary>
/// The domains at which users get their mail whose names have none: <c>bob</c> reads what is for bob at each of them. Whoever
/// serves domains in which the same local part is not the same person names users by their addresses instead.
/// </summary>
/// <param name="names">The domains; without any it is the server's own name.</param>
public sealed class MaildropDomains(params IReadOnlyList<string> names)
{
    /// <summary>The domains.</summary>
    public IReadOnlyList<string> Names => names;
}
