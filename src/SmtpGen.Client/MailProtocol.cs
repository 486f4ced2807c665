namespace SmtpGen.Client;

/// <summary>What is spoken to the server.</summary>
public enum MailProtocol
{
    /// <summary>SMTP (RFC 5321): one answer for all recipients.</summary>
    Smtp,

    /// <summary>LMTP (RFC 2033): an answer for each recipient.</summary>
    Lmtp,
}
