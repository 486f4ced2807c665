using SmtpGen.Sasl;

namespace SmtpGen.Mail;

/// <summary>The answers of a protocol to each step and end of a login.</summary>
/// <typeparam name="TResult">The answers to the command, as they are generated from its specification.</typeparam>
public sealed class LoginReplies<TResult>
{
    /// <summary>Asks for another response; takes the challenge in Base64.</summary>
    public required Func<string, TResult> Challenge { get; init; }

    /// <summary>Lets a user in whose identity is proved; it may still find that the user cannot come in.</summary>
    public required Func<SaslIdentity, CancellationToken, ValueTask<TResult>> Enter { get; init; }

    /// <summary>The name and the password, or what replaces them, do not match.</summary>
    public required TResult Failed { get; init; }

    /// <summary>The response is not what the mechanism says should come now.</summary>
    public required TResult Malformed { get; init; }

    /// <summary>The login cannot be checked at the moment.</summary>
    public required TResult Unavailable { get; init; }

    /// <summary>The user must log in with a plain password once.</summary>
    public required TResult PasswordExpired { get; init; }

    /// <summary>The mechanism is not on offer.</summary>
    public required TResult MechanismUnknown { get; init; }

    /// <summary>The mechanism is on offer over encrypted connections only.</summary>
    public required TResult EncryptionNeeded { get; init; }

    internal TResult To(SaslRefusal refusal) => refusal == SaslRefusal.EncryptionNeeded ? EncryptionNeeded : MechanismUnknown;

    internal ValueTask<TResult> ToAsync(SaslStep step, CancellationToken cancellationToken) => step switch
    {
        SaslChallenge challenge => new(Challenge(challenge.ToBase64())),
        SaslSuccess success => Enter(success.Identity, cancellationToken),
        SaslFailure { Kind: SaslFailureKind.MalformedResponse } => new(Malformed),
        SaslFailure { Kind: SaslFailureKind.TemporarilyUnavailable } => new(Unavailable),
        SaslFailure { Kind: SaslFailureKind.TransitionNeeded } => new(PasswordExpired),
        _ => new(Failed),
    };
}
