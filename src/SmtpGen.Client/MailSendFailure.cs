namespace SmtpGen.Client;

/// <summary>What went wrong.</summary>
public enum MailSendFailure
{
    /// <summary>The server cannot be reached, went away, or did not answer in time.</summary>
    Connection,

    /// <summary>The connection is not encrypted as it should be.</summary>
    Tls,

    /// <summary>The server does not let the client log in, or cannot be trusted.</summary>
    Authentication,

    /// <summary>The server lacks what the message needs.</summary>
    Unsupported,

    /// <summary>The server refused; <see cref="MailSendException.Reply"/> says how.</summary>
    Refused,

    /// <summary>The server broke the rules of the protocol.</summary>
    Protocol,
}
