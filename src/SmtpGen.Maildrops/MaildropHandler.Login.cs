using System.Security.Cryptography;
using System.Text;
using SmtpGen.Protocols.Pop3;
using SmtpGen.Runtime;
using SmtpGen.Sasl;
using SmtpGen.Storage;

namespace SmtpGen.Maildrops;

// Logins: USER and PASS (RFC 1939 section 7), AUTH (RFC 5034).
public sealed partial class MaildropHandler
{
    private byte[] _name = [];
    private SaslExchange? _exchange;

    private enum Login
    {
        Done,
        Wrong,
        Malformed,
        NotNow,
        Expired,
        InUse,
        NoMaildrop,
    }

    private SaslContext Context => new()
    {
        Protocol = "pop3",
        HostName = Session.Configuration.HostName,
        IsEncrypted = Session.Security is not null,
        ServerEndPoint = Session.Security?.ServerEndPoint ?? default,
        RemoteAddress = Session.RemoteEndPoint?.ToString(),
    };

    /// <inheritdoc/>
    protected override ValueTask<ConnectResult> OnConnectAsync(CancellationToken cancellationToken)
    {
        OfferMechanisms();
        return default;
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
        _ = sasl.Begin("PLAIN"u8, Context, out var refusal);
        if (refusal == SaslRefusal.EncryptionNeeded)
            return new(UserResult.EncryptionNeeded);
        _name = arguments.Name.Octets.ToArray();
        return new(UserResult.UserOk);
    }

    /// <inheritdoc/>
    protected override async ValueTask<PassResult> OnPassAsync(PassArguments arguments, CancellationToken cancellationToken)
    {
        var exchange = sasl.Begin("PLAIN"u8, Context, out var refusal);
        if (refusal == SaslRefusal.EncryptionNeeded)
            return PassResult.EncryptionNeeded;
        if (exchange is null)
            return PassResult.AuthFailed();
        var login = await EnterAsync(await CheckPasswordAsync(exchange, arguments.Password, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
        return login switch
        {
            Login.Done => PassResult.LoggedIn(_maildrop!.Summary),
            Login.NotNow => PassResult.AuthUnavailable(),
            Login.InUse => PassResult.MaildropInUse(),
            Login.NoMaildrop => PassResult.Unavailable(),
            _ => PassResult.AuthFailed(),
        };
    }

    /// <inheritdoc/>
    protected override ValueTask<AuthResult> OnAuthAsync(AuthArguments arguments, CancellationToken cancellationToken)
    {
        _exchange = sasl.Begin(arguments.Mechanism.Span, Context, out var refusal);
        if (_exchange is null)
            return new(refusal == SaslRefusal.EncryptionNeeded ? AuthResult.EncryptionNeeded : AuthResult.MechanismUnknown);
        // A plain null would convert to memory without octets, which is an empty response.
        var initial = arguments.Initial.IsPresent ? arguments.Initial.Octets : default(ReadOnlyMemory<byte>?);
        return AnswerAsync(_exchange.StartLinesAsync(initial, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    protected override ValueTask<AuthResult> OnAuthResponseAsync(CommandText response, CancellationToken cancellationToken) =>
        AnswerAsync(_exchange!.AnswerLineAsync(response.Octets, cancellationToken), cancellationToken);

    private void OfferMechanisms() => Session.SaslMechanisms = Encoding.ASCII.GetBytes(sasl.Offered(Context));

    // RFC 4616: an empty authorization identity, the name, the password.
    private async ValueTask<SaslStep> CheckPasswordAsync(SaslExchange exchange, CommandText password, CancellationToken cancellationToken)
    {
        byte[] message = [0, .. _name, 0, .. password.Span];
        try
        {
            return await exchange.StepAsync(message, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(message);
        }
    }

    private async ValueTask<AuthResult> AnswerAsync(ValueTask<SaslStep> next, CancellationToken cancellationToken)
    {
        var step = await next.ConfigureAwait(false);
        if (step is SaslChallenge challenge)
            return AuthResult.Challenge(challenge.ToBase64());
        _exchange = null;
        return await EnterAsync(step, cancellationToken).ConfigureAwait(false) switch
        {
            Login.Done => AuthResult.LoggedIn(_maildrop!.Summary),
            Login.Malformed => AuthResult.AuthMalformed,
            Login.NotNow => AuthResult.AuthUnavailable(),
            Login.Expired => AuthResult.PasswordExpired(),
            Login.InUse => AuthResult.MaildropInUse(),
            Login.NoMaildrop => AuthResult.Unavailable(),
            _ => AuthResult.AuthFailed(),
        };
    }

    // The last step of an exchange, and the maildrop behind it.
    private async ValueTask<Login> EnterAsync(SaslStep step, CancellationToken cancellationToken)
    {
        if (step is not SaslSuccess success)
        {
            return (step as SaslFailure)?.Kind switch
            {
                SaslFailureKind.MalformedResponse => Login.Malformed,
                SaslFailureKind.TemporarilyUnavailable => Login.NotNow,
                SaslFailureKind.TransitionNeeded => Login.Expired,
                _ => Login.Wrong,
            };
        }

        try
        {
            _maildrop = new OpenMaildrop(await store.OpenMaildropAsync(success.Identity.Authorization, cancellationToken).ConfigureAwait(false));
            return Login.Done;
        }
        catch (StoreException exception) when (exception.Kind == StoreFailure.InUse)
        {
            return Login.InUse;
        }
        catch (StoreException exception)
        {
            Report(exception);
            return Login.NoMaildrop;
        }
    }
}
