namespace SmtpGen.Sasl;

/// <summary>
/// How many logins may fail before further ones are refused unseen (454 4.7.0 in SMTP), over all sessions of a client. An
/// address is an IPv4 address, or an IPv6 network of 64 bits. Failures are forgotten one by one.
/// </summary>
public sealed class LoginLimits
{
    /// <summary>Most failures of one user from one address; 0 means no limit.</summary>
    public int FailuresPerLogin { get; set; } = 10;

    /// <summary>
    /// Most failures from one address, of whatever users; 0 means no limit. A user who has logged in from the address before is
    /// let through: one wrong device must not lock out all others at the same address.
    /// </summary>
    public int FailuresPerAddress { get; set; } = 20;

    /// <summary>
    /// Most failures of one user, from whatever addresses; 0 means no limit. Addresses from which the user has logged in before
    /// are let through, so that nobody can lock the user out.
    /// </summary>
    public int FailuresPerUser { get; set; } = 50;

    /// <summary>How long it takes until one failure is forgotten: after a flood, so often another guess is looked at.</summary>
    public TimeSpan ForgetOneIn { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a successful login makes its address known as one of the user's.</summary>
    public TimeSpan TrustFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the answer to a failed login is held back; no thread waits for it. Zero: not at all.</summary>
    public TimeSpan FailureDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong with the values, a sentence each that names the option, the value and what is allowed.</summary>
    public IEnumerable<string> Validate()
    {
        foreach ((string name, int number) in (IEnumerable<(string, int)>)
            [(nameof(FailuresPerLogin), FailuresPerLogin), (nameof(FailuresPerAddress), FailuresPerAddress), (nameof(FailuresPerUser), FailuresPerUser)])
        {
            if (number < 0)
                yield return $"{name} is {number}; it must be 1 or more, or 0 for no limit.";
        }

        foreach ((string name, TimeSpan time) in (IEnumerable<(string, TimeSpan)>)[(nameof(ForgetOneIn), ForgetOneIn), (nameof(TrustFor), TrustFor)])
        {
            if (time <= TimeSpan.Zero)
                yield return $"{name} is {time}; it must be longer than zero.";
        }

        if (FailureDelay < TimeSpan.Zero || FailureDelay > TimeSpan.FromMinutes(1))
            yield return $"{nameof(FailureDelay)} is {FailureDelay}; it must be between zero and one minute.";
    }
}
