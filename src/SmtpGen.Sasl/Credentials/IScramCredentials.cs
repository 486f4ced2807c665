namespace SmtpGen.Sasl;

/// <summary>Credentials that keep SCRAM verifiers: SCRAM-SHA-256 and SCRAM-SHA-256-PLUS.</summary>
public interface IScramCredentials : ISaslCredentials
{
    /// <summary>What most verifiers look like. Users that do not exist are shown the same, so that they cannot be told apart.</summary>
    ScramParameters Usual { get; }

    /// <summary>
    /// Whether every user has a verifier. While some have none, SCRAM is not on offer: clients take the strongest mechanism,
    /// and many give up when it fails.
    /// </summary>
    bool CoversEveryUser => true;

    /// <summary>Looks for a user's verifier.</summary>
    /// <param name="userName">The user; need not exist.</param>
    /// <param name="context">The connection.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The verifier, or null where there is none.</returns>
    ValueTask<ScramVerifier?> FindVerifierAsync(string userName, SaslContext context, CancellationToken cancellationToken);
}
