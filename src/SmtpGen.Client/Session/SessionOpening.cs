using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Client;

/// <summary>What comes before the first message: greeting, encryption, login.</summary>
internal static class SessionOpening
{
    public static async ValueTask OpenAsync(MailSession session, MailSenderOptions options, string clientName, CancellationToken cancellationToken)
    {
        session.Commands.ReadGreeting();
        Require(session, await session.ReadAsync(cancellationToken).ConfigureAwait(false));
        await GreetAsync(session, options, clientName, cancellationToken).ConfigureAwait(false);
        if (await EncryptAsync(session, options, cancellationToken).ConfigureAwait(false))
            await GreetAsync(session, options, clientName, cancellationToken).ConfigureAwait(false);
        if (options.Credentials is { } credentials)
            await new SessionLogin(session, options).RunAsync(credentials, cancellationToken).ConfigureAwait(false);
    }

    // RFC 5321 section 3.2: a server that does not know EHLO is greeted as of old.
    private static async ValueTask GreetAsync(MailSession session, MailSenderOptions options, string clientName, CancellationToken cancellationToken)
    {
        session.Commands.Ehlo(clientName);
        var reply = await session.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (reply.IsPermanent && options.Protocol == MailProtocol.Smtp)
        {
            session.Commands.Helo(clientName);
            reply = await session.ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        Require(session, reply);
    }

    private static async ValueTask<bool> EncryptAsync(MailSession session, MailSenderOptions options, CancellationToken cancellationToken)
    {
        if (options.Tls is TlsPolicy.None or TlsPolicy.Implicit)
            return false;
        if (!session.Client.Capabilities.Offers(SmtpTable.Verb(SmtpCommand.StartTls)))
            return options.NeedsTls ? throw NotListed(session, options) : false;

        session.Commands.StartTls();
        var reply = await session.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!reply.IsPositive)
            return options.NeedsTls ? throw MailSendException.Refused(session.Server, reply, MailSendFailure.Tls) : false;
        await session.Client.BeginTlsAsync(TlsHandshake.Options(options), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static MailSendException NotListed(MailSession session, MailSenderOptions options)
    {
        string reason = options.IsLoginProtected
            ? "a login needs an encrypted connection (somebody in between may have taken STARTTLS out of the list)"
            : "the connection must be encrypted";
        return new MailSendException(
            MailSendFailure.Tls, $"{session.Server} does not list STARTTLS, and {reason}; use the port where TLS begins at once, or another policy");
    }

    private static void Require(MailSession session, ClientReply reply)
    {
        if (!reply.IsPositive)
            throw MailSendException.Refused(session.Server, reply);
    }
}
