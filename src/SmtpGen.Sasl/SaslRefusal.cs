namespace SmtpGen.Sasl;

/// <summary>Why a mechanism that a client asked for does not begin.</summary>
public enum SaslRefusal
{
    /// <summary>It begins.</summary>
    None,

    /// <summary>There is no such mechanism here. In SMTP: 504 5.5.4.</summary>
    UnknownMechanism,

    /// <summary>It would begin on an encrypted connection. In SMTP: 538 5.7.11.</summary>
    EncryptionNeeded,
}
