using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Sasl;

/// <summary>One exchange, as limits, log and count see it.</summary>
/// <param name="options">The limits, the memory, and who is told.</param>
/// <param name="failures">The memory; null where there are no limits.</param>
/// <param name="mechanism">The mechanism's name.</param>
/// <param name="context">The connection.</param>
internal sealed class LoginAttempt(SaslOptions options, LoginFailures? failures, string mechanism, SaslContext context)
{
    private readonly ClientNetwork _client = ClientNetwork.Of(context.RemoteAddress);
    private string? _user;
    private bool _isRefused;
    private bool _isCounted;

    /// <summary>The client has said who it is, or that it does not say (null).</summary>
    /// <exception cref="SaslCredentialsException">Too many logins have failed.</exception>
    public void Claim(string? user)
    {
        _user = user;
        Admit();
    }

    /// <summary>Looks whether the login may still be checked.</summary>
    /// <exception cref="SaslCredentialsException">Too many logins have failed.</exception>
    public void Admit()
    {
        if (options.Limits is null || failures!.Admits(_client, _user, options.Limits))
            return;
        _isRefused = true;
        throw new SaslCredentialsException(SaslFailureKind.TemporarilyUnavailable, "too many logins of this user or from this address have failed");
    }

    /// <summary>The exchange has ended.</summary>
    public ValueTask EndAsync(SaslStep step, CancellationToken cancellationToken)
    {
        if (step is SaslSuccess success && options.Limits is not null)
            failures!.Trust(_client, _user ?? success.Identity.Authentication, options.Limits);
        if (_isRefused || step is SaslFailure { Kind: SaslFailureKind.BadCredentials })
            return FailAsync(cancellationToken);
        if (!_isCounted)
            SaslMetrics.Count(context.Protocol, mechanism, Result(step));
        return default;
    }

    /// <summary>The login has failed. It is counted and told once, and the answer held back.</summary>
    public async ValueTask FailAsync(CancellationToken cancellationToken)
    {
        if (_isCounted)
            return;
        _isCounted = true;
        if (options.Limits is not null && !_isRefused)
            failures!.Count(_client, _user, options.Limits);
        var failed = new FailedLogin(
            context.Protocol, AddressOf(context.RemoteAddress)?.ToString(), mechanism, _user, _isRefused);
        SaslMetrics.Count(failed.Protocol, failed.Mechanism, failed.Reason);
        options.LoginFailed?.Invoke(failed);
        if (options.Limits is { FailureDelay: var delay } && delay > TimeSpan.Zero)
        {
            // A server that stops answers at once.
            await Task.Delay(delay, failures!.Time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string Result(SaslStep step) => step switch
    {
        SaslSuccess => "success",
        SaslFailure { Kind: SaslFailureKind.MalformedResponse } => "malformed",
        SaslFailure { Kind: SaslFailureKind.Cancelled } => "cancelled",
        SaslFailure { Kind: SaslFailureKind.TemporarilyUnavailable } => "unavailable",
        _ => "transition",
    };

    /// <summary>The address of an address and port as text, without a zone; null where there is none.</summary>
    private static IPAddress? AddressOf(string? endPoint)
    {
        if (endPoint is null || !IPEndPoint.TryParse(endPoint, out IPEndPoint? parsed))
            return null;
        IPAddress address = parsed.Address.IsIPv4MappedToIPv6 ? parsed.Address.MapToIPv4() : parsed.Address;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            address.ScopeId = 0;
        return address;
    }
}
