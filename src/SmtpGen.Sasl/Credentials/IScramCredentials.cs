namespace SmtpGen.Sasl;

/// <summary>Credentials that keep SCRAM verifiers: SCRAM-SHA-256 and SCRAM-SHA-256-PLUS.</summary>
public interface IScramCredentials : ISaslCredentials
{
    /// <summary>What most verifiers look like. Users that do not exist are shown the same, so that they cannot be told apart.</summary>
    ScramParameters Usual { get; }

    /// <summary>What a user who does not exist is shown, where verifiers look different: each kind as often as users have it.</summary>
    /// <param name="number">Follows from the user's name and a secret, and is spread evenly.</param>
    ScramParameters Imitate(uint number) => Usual;

    /// <summary>
    /// A secret from which salts are made up for users that do not exist, the same for all servers with these credentials and
    /// after a restart; empty where there is none.
    /// </summary>
    ReadOnlyMemory<byte> DecoySecret => default;

    /// <summary>
    /// Whether every user has a verifier. While some have none, SCRAM is not on offer: clients take the strongest mechanism,
    /// and many give up when it fails.
    /// </summary>
    bool CoversEveryUser => true;

    /// <summary>Looks for a user's verifier.</summary>
    /// <param name="userName">The user; need not exist.</param>
    /// <param name="context">The connection.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The verifier, or null where there is none.</returns>
    ValueTask<ScramVerifier?> FindVerifierAsync(string userName, SaslContext context, CancellationToken cancellationToken);
}
