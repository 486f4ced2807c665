using SmtpGen.Protocols.Pop3;
using SmtpGen.Sasl;
using SmtpGen.Server;
using SmtpGen.Storage;

namespace SmtpGen.Mail;

/// <summary>Makes POP3 sessions that serve the maildrops of a store.</summary>
public sealed class MaildropSessions : ISessionFactory
{
    private readonly IMaildropStore _store;
    private readonly SaslServer _sasl;
    private readonly MaildropDomains? _domains;
    private readonly Pop3Options _options;

    /// <summary>Offers what the authentication allows, by changing the options of the protocol.</summary>
    /// <param name="store">Where the messages are.</param>
    /// <param name="credentials">What is known about the users.</param>
    /// <param name="authentication">
    /// How they may log in; plain passwords without TLS only when it says so. Where it has no limits for logins that fail, those
    /// of the server's options hold.
    /// </param>
    /// <param name="options">The server's options.</param>
    /// <param name="domains">Where users without a domain get their mail; without it at the server's own name.</param>
    public MaildropSessions(
        IMaildropStore store, ISaslCredentials credentials, SaslOptions authentication, Pop3ServerOptions options, MaildropDomains? domains = null)
    {
        ArgumentNullException.ThrowIfNull(authentication);
        ArgumentNullException.ThrowIfNull(options);
        _store = store;
        _domains = domains;
        _sasl = new SaslServer(credentials, authentication with { Limits = authentication.Limits ?? options.LoginLimits });
        _options = options.Protocol;
        _options.TlsBeforePassword = !authentication.AllowPlaintextWithoutTls;
        if (credentials is not IPasswordCredentials)
            _options.Extensions &= ~Pop3Extensions.User;
    }

    /// <inheritdoc/>
    public SessionLease Create()
    {
        var handler = new MaildropHandler(_store, _sasl, _domains);
        return new SessionLease(new Pop3Session(handler, _options), handler);
    }
}
