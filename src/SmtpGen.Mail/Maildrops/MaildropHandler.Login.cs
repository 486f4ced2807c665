using System.Text;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Runtime;
using SmtpGen.Sasl;
using SmtpGen.Storage;

namespace SmtpGen.Mail;

// Logins: USER and PASS (RFC 1939 section 7), AUTH (RFC 5034).
public sealed partial class MaildropHandler
{
    private byte[] _name = [];
    private SaslLogin? _login;
    private LoginReplies<Pop3AuthResult>? _authReplies;

    private enum Entrance
    {
        Open,
        InUse,
        NoMaildrop,
    }

    private SaslLogin Login => _login ??= new SaslLogin(sasl, Session);

    private LoginReplies<Pop3AuthResult> AuthReplies => _authReplies ??= new()
    {
        Challenge = Pop3AuthResult.Challenge,
        Enter = async (identity, cancellationToken) => await EnterAsync(identity, cancellationToken).ConfigureAwait(false) switch
        {
            Entrance.Open => Pop3AuthResult.LoggedIn(_maildrop!.Summary),
            Entrance.InUse => Pop3AuthResult.MaildropInUse(),
            _ => Pop3AuthResult.Unavailable(),
        },
        Failed = Pop3AuthResult.AuthFailed(),
        Malformed = Pop3AuthResult.AuthMalformed(),
        Unavailable = Pop3AuthResult.AuthUnavailable(),
        PasswordExpired = Pop3AuthResult.PasswordExpired(),
        MechanismUnknown = Pop3AuthResult.MechanismUnknown(),
        EncryptionNeeded = Pop3AuthResult.EncryptionNeeded(),
    };

    // A password is one message of PLAIN: there is no challenge, and whatever is wrong with it the password is wrong.
    private LoginReplies<Pop3PassResult> PassReplies => new()
    {
        Challenge = _ => Pop3PassResult.AuthFailed(),
        Enter = async (identity, cancellationToken) => await EnterAsync(identity, cancellationToken).ConfigureAwait(false) switch
        {
            Entrance.Open => Pop3PassResult.LoggedIn(_maildrop!.Summary),
            Entrance.InUse => Pop3PassResult.MaildropInUse(),
            _ => Pop3PassResult.Unavailable(),
        },
        Failed = Pop3PassResult.AuthFailed(),
        Malformed = Pop3PassResult.AuthFailed(),
        Unavailable = Pop3PassResult.AuthUnavailable(),
        PasswordExpired = Pop3PassResult.AuthFailed(),
        MechanismUnknown = Pop3PassResult.AuthFailed(),
        EncryptionNeeded = Pop3PassResult.EncryptionNeeded(),
    };

    /// <inheritdoc/>
    protected override ValueTask<Pop3ConnectResult> OnConnectAsync(CancellationToken cancellationToken)
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
    protected override ValueTask<Pop3UserResult> OnUserAsync(Pop3UserArguments arguments, CancellationToken cancellationToken)
    {
        if (Login.NeedsEncryption)
            return new(Pop3UserResult.EncryptionNeeded());
        _name = arguments.Name.Octets.ToArray();
        return new(Pop3UserResult.UserOk());
    }

    /// <inheritdoc/>
    protected override ValueTask<Pop3PassResult> OnPassAsync(Pop3PassArguments arguments, CancellationToken cancellationToken) =>
        Login.CheckPasswordAsync(_name, arguments.Password, PassReplies, cancellationToken);

    /// <inheritdoc/>
    protected override ValueTask<Pop3AuthResult> OnAuthAsync(Pop3AuthArguments arguments, CancellationToken cancellationToken) =>
        Login.BeginAsync(arguments.Mechanism, arguments.Initial, AuthReplies, cancellationToken);

    /// <inheritdoc/>
    protected override ValueTask<Pop3AuthResult> OnAuthResponseAsync(CommandText response, CancellationToken cancellationToken) =>
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
