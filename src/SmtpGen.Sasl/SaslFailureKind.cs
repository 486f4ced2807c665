namespace SmtpGen.Sasl;

/// <summary>Why an exchange failed. The reply codes are SMTP's (RFC 4954, section 6).</summary>
public enum SaslFailureKind
{
    /// <summary>
    /// Wrong name, password, proof or token, or not allowed to act for the other user. Which of them, the client is not
    /// told. 535 5.7.8.
    /// </summary>
    BadCredentials,

    /// <summary>The answer is not what the mechanism's syntax allows, or not Base64. 501 5.5.2.</summary>
    MalformedResponse,

    /// <summary>The client has cancelled the exchange. 501 5.7.0.</summary>
    Cancelled,

    /// <summary>The credentials cannot be looked at now. 454 4.7.0.</summary>
    TemporarilyUnavailable,

    /// <summary>The user has to log in once with a plain password before this mechanism works. 432 4.7.12.</summary>
    TransitionNeeded,
}
