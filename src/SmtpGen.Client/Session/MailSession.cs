using System.Security.Authentication;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime.Client;

namespace SmtpGen.Client;

/// <summary>A session with a server, of SMTP or of a protocol that is derived from it.</summary>
internal sealed class MailSession : IAsyncDisposable
{
    private readonly ClientMachine _machine;

    private MailSession(string server, ProtocolClient client, ClientMachine machine, ISmtpCommands commands)
        => (Server, Client, _machine, Commands) = (server, client, machine, commands);

    /// <summary>The server, for messages to people.</summary>
    public string Server { get; }

    /// <summary>What sends and receives.</summary>
    public ProtocolClient Client { get; }

    /// <summary>The commands, to be written. Where LMTP names one otherwise, its own is written.</summary>
    public ISmtpCommands Commands { get; }

    /// <summary>Name of the state.</summary>
    public string State => _machine.StateName;

    /// <summary>A session over a connection that waits for the greeting.</summary>
    public static MailSession Over(Stream connection, string server, MailSenderOptions options)
    {
        if (options.Protocol == MailProtocol.Lmtp)
        {
            var lmtp = new LmtpProtocolClient(connection, options.Session);
            return new MailSession(server, lmtp, lmtp.Commands, lmtp.Commands);
        }

        var smtp = new SmtpProtocolClient(connection, options.Session);
        return new MailSession(server, smtp, smtp.Commands, smtp.Commands);
    }

    /// <summary>Sends what was written and reads the next reply.</summary>
    /// <exception cref="MailSendException">The reply ends the session, whatever it answers.</exception>
    public async ValueTask<ClientReply> ReadAsync(CancellationToken cancellationToken)
    {
        var reply = await Client.ReadReplyAsync(cancellationToken).ConfigureAwait(false);
        return Client.IsClosed && !reply.IsPositive ? throw MailSendException.Refused(Server, reply) : reply;
    }

    /// <summary>Reads all replies that are due.</summary>
    public async ValueTask<IReadOnlyList<ClientReply>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var replies = new List<ClientReply>();
        while (Client.RepliesDue > 0)
            replies.Add(await ReadAsync(cancellationToken).ConfigureAwait(false));
        return replies;
    }

    /// <summary>Ends a mail transaction that is not over, so that another can begin.</summary>
    public async ValueTask ResetAsync(CancellationToken cancellationToken)
    {
        if (State == nameof(SmtpState.Idle))
            return;
        Commands.Rset();
        var reply = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!reply.IsPositive)
            throw MailSendException.Refused(Server, reply);
    }

    /// <summary>What is thrown to the caller for what came from below; null where that is for the caller as it is.</summary>
    public MailSendException? Explain(Exception exception)
    {
        MailSendFailure? failure = exception switch
        {
            ProtocolViolationException => MailSendFailure.Protocol,
            AuthenticationException => MailSendFailure.Tls,
            TimeoutException or IOException => MailSendFailure.Connection,
            _ => null,
        };
        return failure is { } kind
            ? new MailSendException(kind, $"{Server}: {exception.Message} State: {State}.", exception)
            : null;
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
