using System.Text;
using SmtpGen.Protocols.Authentication;
using SmtpGen.Runtime;
using SmtpGen.Sasl;

namespace SmtpGen.Protocols.Smtp;

// Authentication (RFC 4954).
public abstract partial class SmtpReceiver
{
    private SaslLogin? _login;
    private LoginReplies<AuthResult>? _loginReplies;

    /// <summary>Who may log in, and how; null: nobody.</summary>
    public SaslServer? Sasl { get; set; }

    /// <summary>Who the client has proved to be, to this server or to a trusted proxy; null before.</summary>
    public SaslIdentity? Identity { get; private set; }

    /// <summary>
    /// Decides whether a login may begin; by default each may. Null lets it begin; a refusal is the answer. That it succeeded
    /// is for <see cref="Sasl"/> to say.
    /// </summary>
    protected virtual ValueTask<AuthResult?> JudgeLoginAsync(AuthArguments auth, CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    protected internal sealed override async ValueTask<AuthResult> OnAuthAsync(AuthArguments arguments, CancellationToken cancellationToken)
    {
        if (await JudgeLoginAsync(arguments, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal.Reply is SmtpReply.AuthOk or SmtpReply.Challenge
                ? throw new InvalidOperationException("JudgeLoginAsync may refuse a login; that it succeeds, or goes on, is for Sasl to say.")
                : refusal;
        }

        return Login is { } login
            ? await login.BeginAsync(arguments.Mechanism, arguments.Initial, Replies, cancellationToken).ConfigureAwait(false)
            : AuthResult.MechanismUnknown;
    }

    /// <inheritdoc/>
    protected internal sealed override ValueTask<AuthResult> OnAuthResponseAsync(CommandText response, CancellationToken cancellationToken) =>
        Login is { } login ? login.AnswerAsync(response, Replies, cancellationToken) : new(AuthResult.MechanismUnknown);

    private SaslLogin? Login => Sasl is null ? null : _login ??= new SaslLogin(Sasl, Session);

    private LoginReplies<AuthResult> Replies => _loginReplies ??= new()
    {
        Challenge = AuthResult.Challenge,
        Enter = (identity, _) =>
        {
            Identity = identity;
            return new(AuthResult.AuthOk);
        },
        Failed = AuthResult.AuthFailed(),
        Malformed = AuthResult.AuthMalformed,
        Unavailable = AuthResult.AuthUnavailable(),
        PasswordExpired = AuthResult.PasswordExpired(),
        MechanismUnknown = AuthResult.MechanismUnknown,
        EncryptionNeeded = AuthResult.EncryptionNeeded,
    };

    // At every EHLO: after STARTTLS there is more to choose from.
    private void OfferMechanisms() => Session.AuthMechanisms = Login is { } login ? Encoding.ASCII.GetBytes(login.Offered) : default;
}
