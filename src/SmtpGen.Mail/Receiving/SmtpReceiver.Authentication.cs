using System.Text;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Sasl;

namespace SmtpGen.Mail;

// Authentication (RFC 4954).
public abstract partial class SmtpReceiver
{
    private SaslLogin? _login;
    private LoginReplies<SmtpAuthResult>? _loginReplies;

    /// <summary>Who may log in, and how; null: nobody.</summary>
    public SaslServer? Sasl { get; set; }

    /// <summary>Who the client has proved to be, to this server or to a trusted proxy; null before.</summary>
    public SaslIdentity? Identity { get; private set; }

    /// <summary>
    /// Decides whether a login may begin; by default each may. Null lets it begin; a refusal is the answer. That it succeeded
    /// is for <see cref="Sasl"/> to say.
    /// </summary>
    protected virtual ValueTask<SmtpAuthResult?> JudgeLoginAsync(SmtpAuthArguments auth, CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    protected sealed override async ValueTask<SmtpAuthResult> OnAuthAsync(SmtpAuthArguments arguments, CancellationToken cancellationToken)
    {
        if (await JudgeLoginAsync(arguments, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return refusal.Reply is SmtpReply.AuthOk or SmtpReply.Challenge
                ? throw new InvalidOperationException("JudgeLoginAsync may refuse a login; that it succeeds, or goes on, is for Sasl to say.")
                : refusal;
        }

        return Login is { } login
            ? await login.BeginAsync(arguments.Mechanism, arguments.Initial, Replies, cancellationToken).ConfigureAwait(false)
            : SmtpAuthResult.MechanismUnknown();
    }

    /// <inheritdoc/>
    protected sealed override ValueTask<SmtpAuthResult> OnAuthResponseAsync(CommandText response, CancellationToken cancellationToken) =>
        Login is { } login ? login.AnswerAsync(response, Replies, cancellationToken) : new(SmtpAuthResult.MechanismUnknown());

    private SaslLogin? Login => Sasl is null ? null : _login ??= new SaslLogin(Sasl, Session);

    private LoginReplies<SmtpAuthResult> Replies => _loginReplies ??= new()
    {
        Challenge = SmtpAuthResult.Challenge,
        Enter = (identity, _) =>
        {
            Identity = identity;
            return new(SmtpAuthResult.AuthOk());
        },
        Failed = SmtpAuthResult.AuthFailed(),
        Malformed = SmtpAuthResult.AuthMalformed(),
        Unavailable = SmtpAuthResult.AuthUnavailable(),
        PasswordExpired = SmtpAuthResult.PasswordExpired(),
        MechanismUnknown = SmtpAuthResult.MechanismUnknown(),
        EncryptionNeeded = SmtpAuthResult.EncryptionNeeded(),
    };

    // At every EHLO: after STARTTLS there is more to choose from.
    private void OfferMechanisms() => Session.AuthMechanisms = Login is { } login ? Encoding.ASCII.GetBytes(login.Offered) : default;
}
