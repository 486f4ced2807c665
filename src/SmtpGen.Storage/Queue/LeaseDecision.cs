namespace SmtpGen.Storage;

/// <summary>What the holder of a lease decides; the members of <see cref="IMessageLease"/> say what each means.</summary>
public abstract record LeaseDecision
{
    private LeaseDecision()
    {
    }

    /// <summary>The lease's time starts again.</summary>
    /// <param name="LeaseTime">How long it is.</param>
    public sealed record Renew(TimeSpan LeaseTime) : LeaseDecision;

    /// <summary>The message leaves the queue.</summary>
    /// <param name="Delete">Whether it leaves the store with its last queue.</param>
    public sealed record Complete(bool Delete) : LeaseDecision;

    /// <summary>The message is due again after a delay.</summary>
    /// <param name="Delay">How long it is not due.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="State">Text for the next attempt.</param>
    public sealed record Abandon(TimeSpan Delay, string Reason, string? State) : LeaseDecision;

    /// <summary>The message is due again at once, and the attempt does not count.</summary>
    public sealed record Release : LeaseDecision;

    /// <summary>The message is a dead letter.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="State">Text that the attempt left.</param>
    public sealed record Reject(string Reason, string? State) : LeaseDecision;
}
