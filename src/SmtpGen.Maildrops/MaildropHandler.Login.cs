using System.Text;
using SmtpGen.Protocols.Authentication;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Runtime;
using SmtpGen.Sasl;
using SmtpGen.Storage;

namespace SmtpGen.Maildrops;

// Logins: USER and PASS (RFC 1939 section 7), AUTH (RFC 5034).
public sealed partial class MaildropHandler
{
    private byte[] _name = [];
    private SaslLogin? _login;
    private LoginReplies<AuthResult>? _authReplies;

    private enum Entrance
    {
        Open,
        InUse,
        NoMaildrop,
    }

    private SaslLogin Login => _login ??= new SaslLogin(sasl, Session);

    private LoginReplies<AuthResult> AuthReplies => _authReplies ??= new()
    {
        Challenge = AuthResult.Challenge,
        Enter = async (identity, cancellationToken) => await EnterAsync(identity, cancellationToken).ConfigureAwait(false) switch
        {
            Entrance.Open => AuthResult.LoggedIn(_maildrop!.Summary),
            Entrance.InUse => AuthResult.MaildropInUse(),
            _ => AuthResult.Unavailable(),
        },
        Failed = AuthResult.AuthFailed(),
        Malformed = AuthResult.AuthMalformed,
        Unavailable = AuthResult.AuthUnavailable(),
        PasswordExpired = AuthResult.PasswordExpired(),
        MechanismUnknown = AuthResult.MechanismUnknown,
        EncryptionNeeded = AuthResult.EncryptionNeeded,
    };

    // A password is one message of PLAIN: there is no challenge, and whatever is wrong with it the password is wrong.
    private LoginReplies<PassResult> PassReplies => new()
    {
        Challenge = _ => PassResult.AuthFailed(),
        Enter = async (identity, cancellationToken) => await EnterAsync(identity, cancellationToken).ConfigureAwait(false) switch
        {
            Entrance.Open => PassResult.LoggedIn(_maildrop!.Summary),
            Entrance.InUse => PassResult.MaildropInUse(),
            _ => PassResult.Unavailable(),
        },
        Failed = PassResult.AuthFailed(),
        Malformed = PassResult.AuthFailed(),
        Unavailable = PassResult.AuthUnavailable(),
        PasswordExpired = PassResult.AuthFailed(),
        MechanismUnknown = PassResult.AuthFailed(),
        EncryptionNeeded = PassResult.EncryptionNeeded,
    };

    /// <inheritdoc/>
    protected override ValueTask<ConnectResult> OnConnectAsync(CancellationToken cancellationToken)
    {
        OfferMechanisms();
        return base.OnConnectAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override void OnSecured()
    {
        // Nothing from before counts (RFC 2595 section 4), and there is more to choose from.
        _name = [];
        OfferMechanisms();
    }

    /// <inheritdoc/>
    protected override ValueTask<UserResult> OnUserAsync(UserArguments arguments, CancellationToken cancellationToken)
    {
        if (Login.NeedsEncryption)
            return new(UserResult.EncryptionNeeded);
        _name = arguments.Name.Octets.ToArray();
        return new(UserResult.UserOk);
    }

    /// <inheritdoc/>
    protected override ValueTask<PassResult> OnPassAsync(PassArguments arguments, CancellationToken cancellationToken) =>
        Login.CheckPasswordAsync(_name, arguments.Password, PassReplies, cancellationToken);

    /// <inheritdoc/>
    protected override ValueTask<AuthResult> OnAuthAsync(AuthArguments arguments, CancellationToken cancellationToken) =>
        Login.BeginAsync(arguments.Mechanism, arguments.Initial, AuthReplies, cancellationToken);

    /// <inheritdoc/>
    protected override ValueTask<AuthResult> OnAuthResponseAsync(CommandText response, CancellationToken cancellationToken) =>
        Login.AnswerAsync(response, AuthReplies, cancellationToken);

    private void OfferMechanisms() => Session.SaslMechanisms = Encoding.ASCII.GetBytes(Login.Offered);

    private async ValueTask<Entrance> EnterAsync(SaslIdentity identity, CancellationToken cancellationToken)
    {
        try
        {
            var owner = MaildropOwner.Of(
                identity.Authorization, domains is { Names.Count: > 0 } ? domains.Names : [Session.Configuration.HostName]);
            _maildrop = new OpenMaildrop(await store.OpenMaildropAsync(owner, cancellationToken).ConfigureAwait(false));
            return Entrance.Open;
        }
        catch (StoreException exception) when (exception.Kind == StoreFailure.InUse)
        {
            return Entrance.InUse;
        }
        catch (StoreException exception)
        {
            Report(exception);
            return Entrance.NoMaildrop;
        }
    }
}
