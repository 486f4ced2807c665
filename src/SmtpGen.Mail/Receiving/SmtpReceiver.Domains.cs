using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Mail;

// Whose mail is taken: a server that takes mail for everybody from everybody is an open relay.
public abstract partial class SmtpReceiver
{
    /// <summary>
    /// The domains whose mail is accepted; null: all. Clients that have logged in may send anywhere. A recipient elsewhere is answered with
    /// <see cref="SmtpReply.RecipientRefused"/>, and <see cref="JudgeRecipientAsync"/> is not asked.
    /// </summary>
    public MailDomains? Domains { get; set; }

    private bool IsServed(in SmtpRcptArguments rcpt) => Domains is null || Identity is not null || Domains.Contains(rcpt.ForwardPath.ToString());
}
