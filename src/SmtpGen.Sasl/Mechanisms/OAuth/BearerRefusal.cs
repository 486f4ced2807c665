using System.Text.Json;

namespace SmtpGen.Sasl;

/// <summary>The JSON that tells a client why its token was refused and what kind of token would do.</summary>
internal static class BearerRefusal
{
    /// <summary>RFC 7628, section 3.2.2.</summary>
    public static byte[] ForOAuthBearer(ITokenCredentials credentials)
        => Write([("status", "invalid_token"), ("scope", credentials.Scope), ("openid-configuration", credentials.OpenIdConfiguration)]);

    /// <summary>What clients of XOAUTH2 know: an HTTP status and the type of token.</summary>
    public static byte[] ForXOAuth2(ITokenCredentials credentials)
        => Write([("status", "401"), ("schemes", "Bearer"), ("scope", credentials.Scope)]);

    private static byte[] Write(ReadOnlySpan<(string Name, string? Value)> members)
    {
        using var octets = new MemoryStream();
        using (var json = new Utf8JsonWriter(octets))
        {
            json.WriteStartObject();
            foreach ((string name, string? value) in members)
            {
                if (value is not null)
                    json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return octets.ToArray();
    }
}
