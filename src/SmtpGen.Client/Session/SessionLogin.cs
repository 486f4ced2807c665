using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Runtime.Client;
using SmtpGen.Sasl;

namespace SmtpGen.Client;

/// <summary>Authenticates (RFC 4954).</summary>
internal sealed class SessionLogin(MailSession session, MailSenderOptions options)
{
    // RFC 4954 section 4: an initial response that does not fit into a command line follows after an empty challenge.
    private const int MostInCommand = 512 - 2;

    private static readonly string s_verb = SmtpTable.Verb(SmtpCommand.Auth);

    public async ValueTask RunAsync(SaslClientCredentials credentials, CancellationToken cancellationToken)
    {
        var exchange = Begin(credentials);
        string? initial = exchange.StartLine();
        bool fits = initial is null || $"{s_verb} {exchange.MechanismName} {initial}".Length <= MostInCommand;
        session.Commands.Auth(exchange.MechanismName, fits ? initial : null);
        string? held = fits ? null : initial;

        var reply = await session.ReadAsync(cancellationToken).ConfigureAwait(false);
        while (reply.IsIntermediate)
        {
            string answer = held ?? await AnswerAsync(exchange, reply, cancellationToken).ConfigureAwait(false);
            held = null;
            session.Commands.AuthResponse(answer);
            reply = await session.ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!reply.IsPositive)
            throw Refused(exchange, reply);
        Complete(exchange);
    }

    private SaslClientExchange Begin(SaslClientCredentials credentials)
    {
        string offered = session.Client.Capabilities[s_verb] ?? "";
        try
        {
            return SaslClient.Begin(offered.Split(' ', StringSplitOptions.RemoveEmptyEntries), credentials, Context(), options.Sasl);
        }
        catch (SaslClientException exception)
        {
            throw Failed(exception);
        }
    }

    private SaslContext Context()
    {
        var tls = session.Client.Stream as SslStream;
        return new SaslContext
        {
            Protocol = "smtp",
            HostName = options.Host,
            IsEncrypted = tls is not null,
            ServerEndPoint = tls?.RemoteCertificate is { } certificate ? EndPoint(certificate) : default,
        };
    }

    private static ReadOnlyMemory<byte> EndPoint(X509Certificate shown)
    {
        using var certificate = new X509Certificate2(shown);
        return TlsServerEndPoint.Of(certificate);
    }

    private async ValueTask<string> AnswerAsync(SaslClientExchange exchange, ClientReply challenge, CancellationToken cancellationToken)
    {
        try
        {
            return exchange.AnswerLine(challenge.Lines[^1]);
        }
        catch (SaslClientException exception)
        {
            session.Commands.CancelAuth();
            await session.ReadAsync(cancellationToken).ConfigureAwait(false);
            throw Failed(exception);
        }
    }

    private void Complete(SaslClientExchange exchange)
    {
        try
        {
            exchange.Complete();
        }
        catch (SaslClientException exception)
        {
            throw Failed(exception);
        }
    }

    private MailSendException Refused(SaslClientExchange exchange, ClientReply reply) => MailSendException.Refused(
        session.Server, reply, MailSendFailure.Authentication, exchange.Explanation is { } explanation ? $"It explains: {explanation}" : "");

    private MailSendException Failed(SaslClientException exception)
        => new(MailSendFailure.Authentication, $"{session.Server}: {exception.Message}", exception);
}
