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

    /// <inheritdoc/>
    protected internal override ValueTask<AuthResult> OnAuthAsync(AuthArguments arguments, CancellationToken cancellationToken) =>
        Login is { } login
            ? login.BeginAsync(arguments.Mechanism, arguments.Initial, Replies, cancellationToken)
            : new(AuthResult.MechanismUnknown);

    /// <inheritdoc/>
    protected internal override ValueTask<AuthResult> OnAuthResponseAsync(CommandText response, CancellationToken cancellationToken) =>
        Login is { } login ? login.AnswerAsync(response, Replies, cancellationToken) : default;

    private SaslLogin? Login => Sasl is null ? null : _login ??= new SaslLogin(Sasl, Session, "smtp");

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
