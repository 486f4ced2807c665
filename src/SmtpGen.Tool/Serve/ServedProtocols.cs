using Microsoft.Extensions.Logging;
using SmtpGen.Mail;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Sasl;
using SmtpGen.Server;
using SmtpGen.Server.Logging;
using SmtpGen.Storage;
using SmtpGen.Tool.Serve.Configuration;
using SmtpGen.Tool.Serve.Logging;
using SmtpGen.Tool.Serve.Page;
using SmtpGen.Tool.Serve.Verbose;
using SmtpGen.Web.Sessions;

namespace SmtpGen.Tool.Serve;

/// <summary>Makes the sessions that a configuration asks for, over one store.</summary>
/// <param name="store">Where messages go.</param>
/// <param name="log">Told of messages, and as far as is configured of sessions.</param>
/// <param name="logger">What the servers log to.</param>
/// <param name="page">Shows sessions and mail; null: nobody looks.</param>
internal sealed class ServedProtocols(IMaildropStore store, ServeLog log, ILogger logger, ServedPage? page)
{
    // One memory for all protocols: a client that changes from one to another is the same client. It outlasts a reload.
    private readonly LoginFailures _failures = new();
    private readonly ILogger _logger = QueuedLogger.Around(logger);

    /// <summary>The protocols that are served, with their options and what makes their sessions.</summary>
    public IEnumerable<(string Name, ServerOptions Options, ISessionFactory Sessions)> Of(ServeConfiguration configuration)
    {
        var (smtp, lmtp) = (configuration.Smtp, configuration.Lmtp);
        var users = SmtpReceiverSetup.UsersOf(smtp, _logger);
        yield return Serve(configuration, ProtocolWords.Smtp, smtp, Keep(configuration, smtp, users, handler => new SmtpSession(handler, smtp.Protocol)));
        if (configuration.ServesLmtp)
        {
            var lmtpUsers = (lmtp.Users, lmtp.AnyLogin) == (smtp.Users, smtp.AnyLogin) ? users : SmtpReceiverSetup.UsersOf(lmtp, _logger);
            yield return Serve(configuration, ProtocolWords.Lmtp, lmtp, Keep(configuration, lmtp, lmtpUsers, handler => new LmtpSession(handler, lmtp.Protocol)));
        }

        if (configuration.ServesPop3)
            yield return Serve(configuration, ProtocolWords.Pop3, configuration.Pop3, Maildrops(configuration, users!));
    }

    private (string, ServerOptions, ISessionFactory) Serve(
        ServeConfiguration configuration, ProtocolWords protocol, ServerOptions options, ISessionFactory sessions)
    {
        if (configuration.Verbose > 0)
            sessions = new WitnessedSessions(sessions, log, protocol, configuration.Verbose > 1);
        return (protocol.Name, options, page?.Sessions.Watch(sessions) ?? sessions);
    }

    private StoreSessions Keep(
        ServeConfiguration configuration, MailServerOptions options, ISaslCredentials? users, Func<SmtpHandler, ServerSession> session) =>
        new(store, new SmtpReceiverSetup(options, _logger, _failures, users), configuration.Language, configuration.Trace, log, page, session);

    private MaildropSessions Maildrops(ServeConfiguration configuration, ISaslCredentials users)
    {
        var smtp = configuration.Smtp;
        var sasl = new SaslOptions
        {
            AllowPlaintextWithoutTls = smtp.AllowPlaintextWithoutTls,
            OfferCramMd5 = smtp.OfferCramMd5,
            Limits = smtp.LoginLimits,
            Failures = _failures,
            LoginFailed = _logger.ReportFailedLogin,
        };
        return new MaildropSessions(store, users, sasl, configuration.Pop3, new MaildropDomains([.. configuration.Pop3Domains]));
    }
}
