using System.Net;
using Microsoft.Extensions.Logging;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Sasl;
using SmtpGen.Server;
using SmtpGen.Server.Logging;

namespace SmtpGen.Mail;

/// <summary>Sets every receiver of a server up as its options say: users, domains and trusted clients. Made once for each server.</summary>
public sealed class SmtpReceiverSetup
{
    private readonly MailServerOptions _options;
    private readonly SaslServer? _sasl;
    private readonly NetworkList? _trusted;
    private readonly MailDomains? _domains;

    /// <summary>Reads the users file; offers XCLIENT and XFORWARD where the options allow.</summary>
    /// <param name="options">The options, which are valid.</param>
    /// <param name="logger">Told of failed logins, and when a later version of the users file cannot be used.</param>
    /// <param name="failures">What is remembered of failed logins, for all servers that share it; null: for this one alone.</param>
    /// <exception cref="UsersFileException">The users file cannot be read.</exception>
    public SmtpReceiverSetup(MailServerOptions options, ILogger logger, LoginFailures? failures = null)
        : this(options, logger, failures, UsersOf(options, logger))
    {
    }

    /// <summary>Takes users that other servers have too; offers XCLIENT and XFORWARD where the options allow.</summary>
    /// <param name="options">The options, which are valid.</param>
    /// <param name="logger">Told of failed logins.</param>
    /// <param name="failures">What is remembered of failed logins, for all servers that share it; null: for this one alone.</param>
    /// <param name="users">Who may log in, as <see cref="UsersOf"/> says; null: nobody, unless the handler says who.</param>
    public SmtpReceiverSetup(MailServerOptions options, ILogger logger, LoginFailures? failures, ISaslCredentials? users)
    {
        _options = options;
        options.FitExtensions();
        logger = QueuedLogger.Around(logger);
        if (options.AnyLogin)
            logger.AnyLoginSucceeds();
        if (users is not null)
        {
            _sasl = new SaslServer(users, new SaslOptions
            {
                AllowPlaintextWithoutTls = options.AllowPlaintextWithoutTls || options.AnyLogin,
                OfferCramMd5 = options.OfferCramMd5,
                Limits = options.LoginLimits,
                Failures = failures,
                LoginFailed = logger.ReportFailedLogin,
            });
        }

        if (options.Domains.Count > 0)
            _domains = new MailDomains(options.Domains);
        if (options.TrustedClients.Count > 0)
            _trusted = NetworkList.Parse(options.TrustedClients);
    }

    /// <summary>The users that options name, from their file; all where <see cref="MailServerOptions.AnyLogin"/> says so.</summary>
    /// <param name="options">The options, which are valid.</param>
    /// <param name="logger">Told when a later version of the users file cannot be used.</param>
    /// <returns>Null where the options name none.</returns>
    /// <exception cref="UsersFileException">The users file cannot be read.</exception>
    public static ISaslCredentials? UsersOf(MailServerOptions options, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        logger = QueuedLogger.Around(logger);
        return options.AnyLogin ? new AnyUser()
            : string.IsNullOrEmpty(options.Users) ? null
            : UsersFile.Open(options.Users, error => logger.UsersNotReloaded(error.Message));
    }

    /// <summary>Sets what a receiver has not set itself.</summary>
    public void Prepare(SmtpHandler handler)
    {
        if (handler is not SmtpReceiver receiver)
            return;
        receiver.Sasl ??= _sasl;
        receiver.Domains ??= _domains;
        receiver.LongestHold ??= _options.LongestHold;
        if (_options.SolicitationKeywords.Count > 0)
            receiver.SolicitationKeywords ??= [.. _options.SolicitationKeywords];
        if (_trusted is not null)
            receiver.IsTrusted ??= client => client is IPEndPoint { Address: var address } && _trusted.Contains(address);
    }
}
