using System.Text;
using System.Text.RegularExpressions;

namespace SmtpGen.Sasl;

/// <summary>Knows which mechanisms are on offer on a connection and begins their exchanges. Serves all connections, from any thread.</summary>
public sealed partial class SaslServer
{
    private readonly ISaslMechanism[] _mechanisms;
    private readonly SaslOptions _options;
    private readonly LoginFailures? _failures;

    /// <summary>Serves the standard mechanisms that the credentials can serve, see <see cref="SaslMechanisms.For"/>.</summary>
    /// <param name="credentials">What is known about the users.</param>
    /// <param name="options">The operator's decisions.</param>
    public SaslServer(ISaslCredentials credentials, SaslOptions? options = null)
        : this(SaslMechanisms.For(credentials, options), options)
    {
    }

    /// <summary>Serves these mechanisms.</summary>
    /// <param name="mechanisms">The mechanisms in the order in which they are offered: the strongest first.</param>
    /// <param name="options">The operator's decisions.</param>
    /// <exception cref="ArgumentException">A name is not a mechanism's name, or two mechanisms have the same.</exception>
    public SaslServer(IEnumerable<ISaslMechanism> mechanisms, SaslOptions? options = null)
    {
        _mechanisms = [.. mechanisms];
        _options = options ?? new SaslOptions();
        if (_options.Limits is not null || _options.LoginFailed is not null)
            _failures = _options.Failures ?? new LoginFailures();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (ISaslMechanism mechanism in _mechanisms)
        {
            if (!MechanismName().IsMatch(mechanism.Name))
                throw new ArgumentException($"\"{mechanism.Name}\" is not a mechanism's name; it has 1 to 20 of A-Z, 0-9, - and _", nameof(mechanisms));
            if (!names.Add(mechanism.Name))
                throw new ArgumentException($"two mechanisms are named {mechanism.Name}; a server has one of each", nameof(mechanisms));
        }
    }

    /// <summary>The mechanisms on offer on a connection as EHLO and CAPA list them: names separated by spaces; empty where there are none.</summary>
    /// <param name="context">The connection.</param>
    public string Offered(SaslContext context) => string.Join(' ', OfferedNames(context));

    /// <summary>Begins the exchange that a client asks for.</summary>
    /// <param name="mechanismName">The name as the client wrote it, in any case.</param>
    /// <param name="context">The connection.</param>
    /// <param name="refusal">Why it does not begin.</param>
    /// <returns>The exchange, or null when the mechanism is not on offer.</returns>
    public SaslExchange? Begin(ReadOnlySpan<byte> mechanismName, SaslContext context, out SaslRefusal refusal)
    {
        ISaslMechanism? mechanism = Find(mechanismName);
        refusal = mechanism is null ? SaslRefusal.UnknownMechanism : Judge(mechanism, context);
        if (refusal != SaslRefusal.None)
            return null;
        var attempt = new LoginAttempt(_options, _failures, mechanism!.Name, context);
        SaslExchange exchange = mechanism.Begin(context with { Attempt = attempt }, OfferedNames(context));
        exchange.Attempt = attempt;
        exchange.AllowsUnpaddedBase64 = context.AllowsUnpaddedBase64;
        return exchange;
    }

    private string[] OfferedNames(SaslContext context)
        => [.. _mechanisms.Where(mechanism => Judge(mechanism, context) == SaslRefusal.None).Select(mechanism => mechanism.Name)];

    private ISaslMechanism? Find(ReadOnlySpan<byte> name)
    {
        foreach (ISaslMechanism mechanism in _mechanisms)
        {
            if (Ascii.EqualsIgnoreCase(name, mechanism.Name))
                return mechanism;
        }

        return null;
    }

    private SaslRefusal Judge(ISaslMechanism mechanism, SaslContext context)
    {
        if (!mechanism.IsReady)
            return SaslRefusal.UnknownMechanism;
        if (mechanism.ExposesPassword && !context.IsEncrypted && !_options.AllowPlaintextWithoutTls)
            return SaslRefusal.EncryptionNeeded;
        if (mechanism.NeedsChannelBinding && context.ServerEndPoint.IsEmpty)
            return context.IsEncrypted ? SaslRefusal.UnknownMechanism : SaslRefusal.EncryptionNeeded;
        return SaslRefusal.None;
    }

    [GeneratedRegex(@"\A[A-Z0-9_-]{1,20}\z")]
    private static partial Regex MechanismName();
}
