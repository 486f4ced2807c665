namespace SmtpGen.Envelopes;

/// <summary>When a sender wants a delivery status notification, from the parameter NOTIFY (RFC 3461 section 4.1).</summary>
[Flags]
public enum NotifyConditions
{
    /// <summary>NEVER: under no condition.</summary>
    Never = 0,

    /// <summary>SUCCESS: when the message is delivered.</summary>
    Success = 1,

    /// <summary>FAILURE: when it cannot be delivered.</summary>
    Failure = 2,

    /// <summary>DELAY: when it waits for long.</summary>
    Delay = 4,
}
