using System.Text;
using SmtpGen.Runtime;
using SmtpGen.Sasl;

namespace SmtpGen.Protocols.Smtp;

// Authentication (RFC 4954).
public abstract partial class SmtpReceiver
{
    private SaslExchange? _exchange;

    /// <summary>Who may log in, and how; null: nobody.</summary>
    public SaslServer? Sasl { get; set; }

    /// <summary>Who the client has proved to be, to this server or to a trusted proxy; null before.</summary>
    public SaslIdentity? Identity { get; private set; }

    /// <inheritdoc/>
    protected internal override ValueTask<AuthResult> OnAuthAsync(AuthArguments arguments, CancellationToken cancellationToken)
    {
        var refusal = SaslRefusal.UnknownMechanism;
        _exchange = Sasl?.Begin(arguments.Mechanism.Span, Context, out refusal);
        if (_exchange is null)
            return new(refusal == SaslRefusal.EncryptionNeeded ? AuthResult.EncryptionNeeded : AuthResult.MechanismUnknown);
        // A plain null would convert to memory without octets, which is an empty response.
        var initial = arguments.Initial.IsPresent ? arguments.Initial.Octets : default(ReadOnlyMemory<byte>?);
        return AnswerAsync(_exchange.StartLinesAsync(initial, cancellationToken));
    }

    /// <inheritdoc/>
    protected internal override ValueTask<AuthResult> OnAuthResponseAsync(CommandText response, CancellationToken cancellationToken) =>
        _exchange is null ? default : AnswerAsync(_exchange.AnswerLineAsync(response.Octets, cancellationToken));

    private SaslContext Context => new()
    {
        Protocol = "smtp",
        HostName = Session.Configuration.HostName,
        IsEncrypted = Session.Security is not null,
        ServerEndPoint = Session.Security?.ServerEndPoint ?? default,
        RemoteAddress = Session.RemoteEndPoint?.ToString(),
    };

    // At every EHLO: after STARTTLS there is more to choose from.
    private void OfferMechanisms() => Session.AuthMechanisms = Sasl is null ? default : Encoding.ASCII.GetBytes(Sasl.Offered(Context));

    private async ValueTask<AuthResult> AnswerAsync(ValueTask<SaslStep> next)
    {
        var step = await next.ConfigureAwait(false);
        if (step is SaslChallenge challenge)
            return AuthResult.Challenge(challenge.ToBase64());
        _exchange = null;
        Identity = (step as SaslSuccess)?.Identity;
        return step switch
        {
            SaslSuccess => AuthResult.AuthOk,
            SaslFailure { Kind: SaslFailureKind.MalformedResponse } => AuthResult.AuthMalformed,
            SaslFailure { Kind: SaslFailureKind.TemporarilyUnavailable } => AuthResult.AuthUnavailable(),
            SaslFailure { Kind: SaslFailureKind.TransitionNeeded } => AuthResult.PasswordExpired(),
            _ => AuthResult.AuthFailed(),
        };
    }
}
