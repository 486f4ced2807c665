using System.Security.Cryptography;
using System.Text;

namespace SmtpGen.Sasl;

/// <summary>One SCRAM exchange. It is over when the server has proved that it knows the password, too.</summary>
internal sealed class ScramClientExchange(
    string name, SaslClientPassword credentials, string header, ReadOnlyMemory<byte> binding, string nonce) : SaslClientExchange(name)
{
    private byte[]? _serverSignature;
    private bool _isProved;

    private string Bare => $"n={Gs2Header.WriteName(credentials.UserName)},r={nonce}";

    private protected override bool IsComplete => _isProved;

    private protected override byte[] First() => Encoding.UTF8.GetBytes(header + Bare);

    private protected override byte[] Next(ReadOnlySpan<byte> challenge)
    {
        if (_isProved)
            throw OutOfTurn();
        return _serverSignature is null ? Prove(challenge) : Check(challenge, _serverSignature);
    }

    private byte[] Prove(ReadOnlySpan<byte> challenge)
    {
        ScramServerFirst first = ScramServerFirst.Read(challenge)
            ?? throw new SaslClientException($"the server's first message of {MechanismName} is not r=nonce,s=salt,i=iterations");
        // Without octets of its own a server could replay what another client heard (RFC 5802, section 5.1).
        if (!first.Nonce.StartsWith(nonce, StringComparison.Ordinal) || first.Nonce.Length == nonce.Length)
            throw new SaslClientException($"the server's nonce in {MechanismName} does not begin with the client's, or adds nothing to it");
        if (first.Iterations is < ScramVerifier.LeastIterations or > UserEntry.MostIterations)
        {
            throw new SaslClientException(
                $"the server asks for {first.Iterations} iterations in {MechanismName}; {ScramVerifier.LeastIterations} to {UserEntry.MostIterations} are accepted");
        }

        byte[] salted = ScramKeys.SaltedPassword(credentials.Password.Span, first.Salt, first.Iterations);
        string withoutProof = $"c={Convert.ToBase64String([.. Encoding.UTF8.GetBytes(header), .. binding.Span])},r={first.Nonce}";
        byte[] authMessage = ScramKeys.AuthMessage(Bare, first.Text, withoutProof);
        byte[] proof = ScramKeys.Sign(ScramKeys.ClientKey(salted), ScramKeys.StoredKey(salted), authMessage);
        _serverSignature = ScramKeys.ServerSignature(ScramKeys.ServerKey(salted), authMessage);
        CryptographicOperations.ZeroMemory(salted);
        return Encoding.UTF8.GetBytes($"{withoutProof},p={Convert.ToBase64String(proof)}");
    }

    // RFC 5802, section 7: "v=" base64, or "e=" and why not; extensions may follow.
    private byte[] Check(ReadOnlySpan<byte> challenge, byte[] signature)
    {
        int end = challenge.IndexOf((byte)',');
        ReadOnlySpan<byte> value = end < 0 ? challenge : challenge[..end];
        if (value.StartsWith("e="u8))
            throw new SaslClientException($"the server refuses the login by {MechanismName}: {Encoding.UTF8.GetString(value[2..])}");
        if (!value.StartsWith("v="u8) || StrictBase64.Decode(value[2..]) is not { } proof || !CryptographicOperations.FixedTimeEquals(proof, signature))
            throw new SaslClientException($"the server cannot prove in {MechanismName} that it knows the password; it may be another one than it seems");
        _isProved = true;
        return [];
    }
}
