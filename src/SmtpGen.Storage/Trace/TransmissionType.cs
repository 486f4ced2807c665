namespace SmtpGen.Storage;

/// <summary>How a message came, as the "with" clause of a Received header says it.</summary>
public readonly record struct TransmissionType
{
    /// <summary>Whether the client spoke LMTP (RFC 2033).</summary>
    public bool IsLmtp { get; init; }

    /// <summary>Whether the client greeted with EHLO rather than HELO; LMTP always has extensions.</summary>
    public bool IsExtended { get; init; }

    /// <summary>Whether TLS protected the connection, by STARTTLS or from its beginning.</summary>
    public bool IsTls { get; init; }

    /// <summary>Whether the client had authenticated.</summary>
    public bool IsAuthenticated { get; init; }

    /// <summary>Whether MAIL carried SMTPUTF8.</summary>
    public bool IsUtf8 { get; init; }

    /// <summary>
    /// The keyword: SMTP, ESMTP, LMTP, UTF8SMTP or UTF8LMTP (RFC 6531, section 4.3), with S after it for TLS and A for
    /// authentication (RFC 3848). SMTP without extensions takes neither: RFC 3848 registers ESMTPS and ESMTPA only.
    /// </summary>
    public string Keyword => HasSuffixes ? $"{Name}{(IsTls ? "S" : "")}{(IsAuthenticated ? "A" : "")}" : Name;

    private bool HasSuffixes => IsLmtp || IsUtf8 || IsExtended;

    private string Name => (IsLmtp, IsUtf8, IsExtended) switch
    {
        (true, true, _) => "UTF8LMTP",
        (true, false, _) => "LMTP",
        (false, true, _) => "UTF8SMTP",
        (false, false, true) => "ESMTP",
        (false, false, false) => "SMTP",
    };
}
