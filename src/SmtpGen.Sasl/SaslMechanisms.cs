namespace SmtpGen.Sasl;

/// <summary>The mechanisms that come with the library.</summary>
public static class SaslMechanisms
{
    /// <summary>
    /// The mechanisms that the credentials can serve, strongest first: SCRAM for <see cref="IScramCredentials"/>,
    /// OAUTHBEARER and XOAUTH2 for <see cref="ITokenCredentials"/>, PLAIN and LOGIN for <see cref="IPasswordCredentials"/>,
    /// CRAM-MD5 for <see cref="ICramCredentials"/> where the options ask for it.
    /// </summary>
    /// <param name="credentials">What is known about the users.</param>
    /// <param name="options">The operator's decisions.</param>
    public static IReadOnlyList<ISaslMechanism> For(ISaslCredentials credentials, SaslOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        options ??= new SaslOptions();
        var mechanisms = new List<ISaslMechanism>();
        if (credentials is IScramCredentials scram)
        {
            // One secret for both: a user who does not exist has the same salt in each.
            var decoys = new ScramDecoys(options.DecoySecret.IsEmpty ? scram.DecoySecret : options.DecoySecret);
            mechanisms.Add(new ScramMechanism(scram, decoys, bindsChannel: true));
            mechanisms.Add(new ScramMechanism(scram, decoys, bindsChannel: false));
        }

        if (credentials is ITokenCredentials tokens)
            mechanisms.AddRange([new OAuthBearerMechanism(tokens), new XOAuth2Mechanism(tokens)]);
        if (credentials is ICramCredentials cram && options.OfferCramMd5)
            mechanisms.Add(new CramMd5Mechanism(cram));
        if (credentials is IPasswordCredentials passwords)
            mechanisms.AddRange([new PlainMechanism(passwords), new LoginMechanism(passwords)]);
        return mechanisms;
    }
}
