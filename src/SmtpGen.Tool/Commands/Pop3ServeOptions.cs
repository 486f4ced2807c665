using System.CommandLine;
using Microsoft.Extensions.Logging;
using SmtpGen.Maildrops;
using SmtpGen.Sasl;
using SmtpGen.Server;
using SmtpGen.Server.Pop3;
using SmtpGen.Server.Smtp;
using SmtpGen.Storage;

namespace SmtpGen.Tool.Commands;

/// <summary>The option of <c>smtpgen serve</c> that lets the stored mail be read by POP3.</summary>
internal sealed class Pop3ServeOptions
{
    private readonly Option<string[]> _pop3 = new("--pop3")
    {
        Description = "Address and port to listen on for POP3, by which users read and delete their mail, as with --listen; needs --users; may be repeated",
        HelpName = "ADDRESS",
    };

    private readonly Option<string[]> _domains = new("--pop3-domain")
    {
        Description = "Domain at which users get their mail whose names have none; may be repeated; without it the host's name",
        HelpName = "DOMAIN",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_pop3);
        command.Options.Add(_domains);
    }

    /// <summary>The options as they were given; null where POP3 is not served. Certificate and users are those of SMTP.</summary>
    /// <exception cref="ToolException">A value is not allowed.</exception>
    public Pop3ServerOptions? Read(ParseResult parsed, SmtpServerOptions smtp)
    {
        if (parsed.GetValue(_pop3) is not { Length: > 0 } addresses)
            return null;
        if (string.IsNullOrEmpty(smtp.Users))
            throw new ToolException(ToolExit.Usage, "--pop3 needs --users: the file with the users who may read their mail");
        var options = new Pop3ServerOptions();
        foreach (string address in addresses)
            options.Listen.Add(address);
        foreach (string network in smtp.TrustedProxies)
            options.TrustedProxies.Add(network);
        options.Tls.Certificate = smtp.Tls.Certificate;
        options.Tls.Key = smtp.Tls.Key;
        options.Protocol.HostName = smtp.Protocol.HostName;
        return new OptionNames(_pop3.Name).Valid(options);
    }

    /// <summary>Makes the sessions, which serve the maildrops of a store.</summary>
    public MaildropSessions Sessions(
        ParseResult parsed, IMaildropStore store, Pop3ServerOptions options, SmtpServerOptions smtp, LoginFailures failures, ILogger logger) =>
        new(store, UsersFile.Open(smtp.Users!), new SaslOptions
        {
            AllowPlaintextWithoutTls = smtp.AllowPlaintextWithoutTls,
            OfferCramMd5 = smtp.OfferCramMd5,
            Limits = smtp.LoginLimits,
            Failures = failures,
            LoginFailed = logger.ReportFailedLogin,
        }, options, new MaildropDomains(parsed.GetValue(_domains) ?? []));
}
