namespace SmtpGen.Envelopes;

/// <summary>How much of a message a failure notice returns, from the parameter RET (RFC 3461 section 4.3).</summary>
public enum ReturnedContent
{
    /// <summary>FULL: all of it.</summary>
    Full,

    /// <summary>HDRS: the headers only.</summary>
    Headers,
}
