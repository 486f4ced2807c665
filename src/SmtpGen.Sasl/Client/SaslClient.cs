namespace SmtpGen.Sasl;

/// <summary>Chooses how a client authenticates.</summary>
public static class SaslClient
{
    /// <summary>
    /// Begins an exchange by the strongest mechanism that the server lists and that the credentials, the connection and the
    /// options allow. Over a password: SCRAM-SHA-256-PLUS, SCRAM-SHA-256, CRAM-MD5, PLAIN, LOGIN; over a token: OAUTHBEARER,
    /// XOAUTH2.
    /// </summary>
    /// <param name="offered">The names the server lists.</param>
    /// <param name="credentials">Who the client is.</param>
    /// <param name="context">The connection; <see cref="SaslContext.HostName"/> is the name the client connected to.</param>
    /// <param name="options">What the client lets itself in for.</param>
    /// <exception cref="SaslClientException">No mechanism fits; the message says which were listed and why none was taken.</exception>
    public static SaslClientExchange Begin(
        IReadOnlyCollection<string> offered, SaslClientCredentials credentials, SaslContext context, SaslClientOptions? options = null)
    {
        options ??= new SaslClientOptions();
        ISaslClientMechanism[] allowed = [.. credentials.Mechanisms.Where(mechanism => Allows(mechanism, credentials, context, options))];
        if (allowed.FirstOrDefault(mechanism => Lists(offered, mechanism.Name)) is not { } chosen)
            throw new SaslClientException(Refusal(offered, credentials, context, options, allowed));
        return chosen.Begin(context, couldBind: allowed.Any(mechanism => mechanism.NeedsChannelBinding));
    }

    private static bool Allows(
        ISaslClientMechanism mechanism, SaslClientCredentials credentials, SaslContext context, SaslClientOptions options)
        => !IsExposed(mechanism, context, options)
            && !(mechanism.NeedsChannelBinding && context.ServerEndPoint.IsEmpty)
            && (mechanism.CarriesAuthorization || credentials.Authorization is null)
            && (options.Mechanisms is null || Lists(options.Mechanisms, mechanism.Name));

    private static bool IsExposed(ISaslClientMechanism mechanism, SaslContext context, SaslClientOptions options)
        => mechanism.ExposesPassword && !context.IsEncrypted && !options.AllowPlaintextWithoutTls;

    private static string Refusal(
        IReadOnlyCollection<string> offered,
        SaslClientCredentials credentials,
        SaslContext context,
        SaslClientOptions options,
        ISaslClientMechanism[] allowed)
    {
        if (offered.Count == 0)
            return "the server offers no mechanism to authenticate with on this connection; it may offer some after STARTTLS, or on another port";
        string here = allowed.Length == 0 ? "none may be used here" : $"only {Names(allowed)} may be used here";
        string message = $"no common mechanism to authenticate with: the server offers {string.Join(' ', offered)}, and {here}";
        ISaslClientMechanism[] exposed = [.. credentials.Mechanisms.Where(
            mechanism => Lists(offered, mechanism.Name) && IsExposed(mechanism, context, options))];
        return exposed.Length == 0 ? message : $"{message}; {Names(exposed)} would show the secret to anybody on the way: use TLS";
    }

    private static string Names(IEnumerable<ISaslClientMechanism> mechanisms) => string.Join(' ', mechanisms.Select(mechanism => mechanism.Name));

    private static bool Lists(IEnumerable<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
