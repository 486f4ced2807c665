using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmtpGen.Sasl;

/// <summary>One SCRAM exchange. Wrong users, proofs and bindings all fail at the same point, after the client's last message.</summary>
internal sealed class ScramExchange(
    IScramCredentials credentials, ScramDecoys decoys, SaslContext context, ScramBinding binding, string serverNonce) : SaslExchange
{
    private ScramClientFirst? _first;
    private ScramVerifier? _verifier;
    private bool _isKnown;
    private string _serverFirst = "";
    private SaslIdentity? _identity;

    protected override async ValueTask<SaslStep> AdvanceAsync(ReadOnlyMemory<byte>? response, CancellationToken cancellationToken)
    {
        if (response is not { } message)
            return new SaslChallenge(default);
        if (_identity is not null)
            return message.IsEmpty ? new SaslSuccess(_identity) : new SaslFailure(SaslFailureKind.MalformedResponse);
        return _first is null || _verifier is null
            ? await BeginAsync(message, cancellationToken).ConfigureAwait(false)
            : await FinishAsync(_first, _verifier, message, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<SaslStep> BeginAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (ScramClientFirst.Read(message.Span) is not { } first)
            return new SaslFailure(SaslFailureKind.MalformedResponse);
        if (binding.Refuse(first.Header) is { } refusal)
            return new SaslFailure(refusal);

        Claim(first.UserName);
        ScramVerifier? found = await credentials.FindVerifierAsync(first.UserName, context, cancellationToken).ConfigureAwait(false);
        // Made for everybody, so that its time tells nothing.
        ScramVerifier decoy = decoys.Create(first.UserName, credentials);
        (_first, _verifier, _isKnown) = (first, found ?? decoy, found is not null);
        _serverFirst = string.Create(
            CultureInfo.InvariantCulture,
            $"r={first.Nonce}{serverNonce},s={Convert.ToBase64String(_verifier.Salt.Span)},i={_verifier.Iterations}");
        return new SaslChallenge(Encoding.UTF8.GetBytes(_serverFirst));
    }

    private async ValueTask<SaslStep> FinishAsync(
        ScramClientFirst first, ScramVerifier verifier, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (ScramClientFinal.Read(message.Span) is not { } final)
            return new SaslFailure(SaslFailureKind.MalformedResponse);

        byte[] authMessage = ScramKeys.AuthMessage(first.Bare, _serverFirst, final.WithoutProof);
        // No short cut between the checks: the time is the same whichever is wrong.
        bool right = IsProof(final.Proof, verifier, authMessage)
            & CryptographicOperations.FixedTimeEquals(final.Binding, ExpectedBinding(first))
            & final.Nonce == first.Nonce + serverNonce
            & _isKnown;
        if (right)
            _identity = await SaslIdentity.GrantAsync(
                credentials, first.UserName, first.Header.Authorization, context, cancellationToken).ConfigureAwait(false);
        if (_identity is null)
            return new SaslFailure(SaslFailureKind.BadCredentials);

        byte[] signature = ScramKeys.ServerSignature(verifier.ServerKey.Span, authMessage);
        return new SaslChallenge(Encoding.ASCII.GetBytes("v=" + Convert.ToBase64String(signature)));
    }

    private byte[] ExpectedBinding(ScramClientFirst first)
        => binding.Required ? [.. first.HeaderOctets, .. context.ServerEndPoint.Span] : first.HeaderOctets;

    private static bool IsProof(ReadOnlySpan<byte> proof, ScramVerifier verifier, ReadOnlySpan<byte> authMessage)
    {
        byte[] key = ScramKeys.Sign(proof, verifier.StoredKey.Span, authMessage);
        bool right = CryptographicOperations.FixedTimeEquals(SHA256.HashData(key), verifier.StoredKey.Span);
        CryptographicOperations.ZeroMemory(key);
        return right;
    }
}
