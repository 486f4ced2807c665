namespace SmtpGen.Sasl;

/// <summary>Credentials cannot say yes or no. The exchange ends with a <see cref="SaslFailure"/> of that kind.</summary>
/// <param name="kind">What the client is told: <see cref="SaslFailureKind.TemporarilyUnavailable"/> or <see cref="SaslFailureKind.TransitionNeeded"/>.</param>
/// <param name="message">One line for the operator: what happened and what would help. The client does not see it.</param>
/// <param name="cause">What was reported from below, if anything.</param>
public sealed class SaslCredentialsException(SaslFailureKind kind, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What the client is told.</summary>
    public SaslFailureKind Kind { get; } = kind;
}
