using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SmtpGen.Sasl.Tests;

/// <summary>The client's side of SCRAM-SHA-256, written from RFC 5802 alone.</summary>
internal sealed class ScramClient(string header, string user, string password, byte[]? binding = null)
{
    private const string Nonce = "fyko+d2lbbFgONRv9qkxdawL";

    private string _authMessage = "";
    private byte[] _salted = [];

    public string First => $"{header}{Bare}";

    private string Bare => $"n={user},r={Nonce}";

    /// <summary>The last message, right but for what is appended to the nonce.</summary>
    public string Final(string serverFirst, string behindNonce = "")
    {
        Match match = Regex.Match(serverFirst, "^> (r=([^,]+),s=([^,]+),i=([0-9]+))$");
        Assert.True(match.Success, serverFirst);
        Assert.StartsWith(Nonce, match.Groups[2].Value, StringComparison.Ordinal);
        _salted = Rfc2898DeriveBytes.Pbkdf2(
            password, Convert.FromBase64String(match.Groups[3].Value), int.Parse(match.Groups[4].Value), HashAlgorithmName.SHA256, 32);
        string withoutProof = $"c={Convert.ToBase64String([.. Encoding.UTF8.GetBytes(header), .. binding ?? []])},r={match.Groups[2].Value}{behindNonce}";
        _authMessage = $"{Bare},{match.Groups[1].Value},{withoutProof}";
        byte[] clientKey = HMACSHA256.HashData(_salted, "Client Key"u8);
        byte[] signature = HMACSHA256.HashData(SHA256.HashData(clientKey), Encoding.UTF8.GetBytes(_authMessage));
        return $"{withoutProof},p={Convert.ToBase64String([.. clientKey.Zip(signature, (a, b) => (byte)(a ^ b))])}";
    }

    public string ExpectedServerFinal()
        => "> v=" + Convert.ToBase64String(
            HMACSHA256.HashData(HMACSHA256.HashData(_salted, "Server Key"u8), Encoding.UTF8.GetBytes(_authMessage)));

    /// <summary>Plays the exchange to its end and returns the last step; the server's proof is checked on the way.</summary>
    public async Task<string> RunAsync(SaslExchange exchange)
    {
        string step = await exchange.SayAsync(First);
        if (!step.StartsWith("> ", StringComparison.Ordinal))
            return step;
        step = await exchange.SayAsync(Final(step));
        if (!step.StartsWith("> ", StringComparison.Ordinal))
            return step;
        Assert.Equal(ExpectedServerFinal(), step);
        return await exchange.SayAsync("");
    }
}
