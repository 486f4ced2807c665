namespace SmtpGen.Client;

/// <summary>What went wrong.</summary>
public enum MailSendFailure
{
    /// <summary>The server cannot be reached, went away, or did not answer in time.</summary>
    Connection,

    /// <summary>The connection is not encrypted as it should be (RFC 3207, RFC 8314), or as the message needs it (RFC 8689).</summary>
    Tls,

    /// <summary>The server does not let the client log in (RFC 4954 section 6), or cannot be trusted.</summary>
    Authentication,

    /// <summary>The server lacks an extension that the message needs (RFC 5321 section 2.2), or allows less than it needs.</summary>
    Unsupported,

    /// <summary>The server refused by a code of the class 4yz or 5yz (RFC 5321 section 4.2.1); <see cref="MailSendException.Reply"/> says how.</summary>
    Refused,

    /// <summary>The server broke the rules of the protocol (RFC 5321 section 4.2).</summary>
    Protocol,
}
