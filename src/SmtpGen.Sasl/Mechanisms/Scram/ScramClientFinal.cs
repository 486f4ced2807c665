using System.Text;
using System.Text.Unicode;

namespace SmtpGen.Sasl;

/// <summary>The client's last message (RFC 5802, section 7): <c>"c=" base64 ",r=" nonce ["," extensions] ",p=" base64</c>.</summary>
/// <param name="WithoutProof">The message up to its proof, as it came.</param>
/// <param name="Binding">The gs2-header, followed by the channel binding's octets where there is one.</param>
/// <param name="Nonce">Both parts of the nonce.</param>
/// <param name="Proof">The proof, as long as a key.</param>
internal sealed record ScramClientFinal(string WithoutProof, byte[] Binding, string Nonce, byte[] Proof)
{
    /// <summary>Reads the message, or null where it is none.</summary>
    public static ScramClientFinal? Read(ReadOnlySpan<byte> message)
    {
        if (!Utf8.IsValid(message) || message.Contains((byte)0))
            return null;

        int proofAt = message.LastIndexOf(",p="u8);
        int nonceAt = message.IndexOf(",r="u8);
        if (!message.StartsWith("c="u8) || nonceAt < 0 || proofAt < nonceAt + 3)
            return null;

        ReadOnlySpan<byte> nonce = message[(nonceAt + 3)..proofAt];
        int extension = nonce.IndexOf((byte)',');
        byte[]? binding = StrictBase64.Decode(message[2..nonceAt]);
        byte[]? proof = StrictBase64.Decode(message[(proofAt + 3)..]);
        return binding is null || proof is not { Length: ScramVerifier.KeyLength }
            ? null
            : new ScramClientFinal(
                Encoding.UTF8.GetString(message[..proofAt]), binding, Encoding.UTF8.GetString(extension < 0 ? nonce : nonce[..extension]), proof);
    }
}
