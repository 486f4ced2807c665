using System.Security.Cryptography;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Sasl;

namespace SmtpGen.Mail;

/// <summary>
/// The logins of one session: keeps the exchange from line to line, and answers with the replies of the protocol (RFC 4954
/// section 4, RFC 5034 section 4).
/// </summary>
/// <param name="server">Who may log in, and how.</param>
/// <param name="session">The session.</param>
public sealed class SaslLogin(SaslServer server, IServerSession session)
{
    private static ReadOnlySpan<byte> Plain => "PLAIN"u8;

    private SaslExchange? _exchange;

    private SaslContext Context => new()
    {
        Protocol = session.Protocol.ToLowerInvariant(),
        HostName = session.Configuration.HostName,
        IsEncrypted = session.Security is not null,
        ServerEndPoint = session.Security?.ServerEndPoint ?? default,
        RemoteAddress = session.RemoteEndPoint?.ToString(),
        HasClientLeft = () => session.HasClientLeft,
        AllowsUnpaddedBase64 = session.Configuration.IsOn(nameof(SmtpOptions.UnpaddedBase64)),
    };

    /// <summary>The mechanisms on offer now, separated by spaces. Once the connection is encrypted there may be more.</summary>
    public string Offered => server.Offered(Context);

    /// <summary>Whether passwords must not be sent over the connection as it is.</summary>
    public bool NeedsEncryption
    {
        get
        {
            _ = server.Begin(Plain, Context, out var refusal);
            return refusal == SaslRefusal.EncryptionNeeded;
        }
    }

    /// <summary>Begins an exchange.</summary>
    /// <param name="mechanism">The mechanism's name, in any case.</param>
    /// <param name="initial">The initial response in Base64, where there was one.</param>
    /// <param name="replies">What the protocol answers.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public ValueTask<TResult> BeginAsync<TResult>(
        CommandText mechanism, CommandText initial, LoginReplies<TResult> replies, CancellationToken cancellationToken)
    {
        _exchange = server.Begin(mechanism.Span, Context, out var refusal);
        if (_exchange is null)
            return new(replies.To(refusal));
        // A plain null would convert to memory without octets, which is an empty response.
        var response = initial.IsPresent ? initial.Octets : default(ReadOnlyMemory<byte>?);
        return AnswerAsync(_exchange.StartLinesAsync(response, cancellationToken), replies, cancellationToken);
    }

    /// <summary>Continues with the line that answers a challenge.</summary>
    /// <param name="response">The line: Base64.</param>
    /// <param name="replies">What the protocol answers.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="InvalidOperationException">No challenge was sent.</exception>
    public ValueTask<TResult> AnswerAsync<TResult>(CommandText response, LoginReplies<TResult> replies, CancellationToken cancellationToken)
    {
        var exchange = _exchange ?? throw new InvalidOperationException("There is no challenge to answer.");
        return AnswerAsync(exchange.AnswerLineAsync(response.Octets, cancellationToken), replies, cancellationToken);
    }

    /// <summary>Checks a name and a password in plain text, as PLAIN does (RFC 4616).</summary>
    /// <param name="name">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="replies">What the protocol answers.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask<TResult> CheckPasswordAsync<TResult>(
        ReadOnlyMemory<byte> name, CommandText password, LoginReplies<TResult> replies, CancellationToken cancellationToken)
    {
        var exchange = server.Begin(Plain, Context, out var refusal);
        if (exchange is null)
            return replies.To(refusal);
        byte[] message = [0, .. name.Span, 0, .. password.Span];
        try
        {
            var step = await exchange.StepAsync(message, cancellationToken).ConfigureAwait(false);
            return await replies.ToAsync(step, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(message);
        }
    }

    private async ValueTask<TResult> AnswerAsync<TResult>(
        ValueTask<SaslStep> next, LoginReplies<TResult> replies, CancellationToken cancellationToken)
    {
        var step = await next.ConfigureAwait(false);
        if (step is not SaslChallenge)
            _exchange = null;
        return await replies.ToAsync(step, cancellationToken).ConfigureAwait(false);
    }
}
