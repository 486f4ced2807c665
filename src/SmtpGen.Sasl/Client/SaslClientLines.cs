using System.Text;

namespace SmtpGen.Sasl;

/// <summary>The client's exchanges in Base64, as SMTP (RFC 4954, section 4) and POP3 (RFC 5034, section 4) have them.</summary>
public static class SaslClientLines
{
    /// <summary>Starts the exchange.</summary>
    /// <param name="exchange">The exchange that has just begun.</param>
    /// <returns>What stands after the mechanism's name in the AUTH command; null for nothing.</returns>
    public static string? StartLine(this SaslClientExchange exchange)
        => exchange.Start() is { } response ? Convert.ToBase64String(response) : null;

    /// <summary>Answers a challenge.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="challenge">The challenge: the text of the server's 334 in Base64.</param>
    /// <returns>The line without its line end.</returns>
    /// <exception cref="SaslClientException">As in <see cref="SaslClientExchange.Answer"/>, or the challenge is not Base64.</exception>
    public static string AnswerLine(this SaslClientExchange exchange, string challenge)
    {
        byte[] octets = StrictBase64.Decode(Encoding.UTF8.GetBytes(challenge))
            ?? throw new SaslClientException($"the server's challenge for {exchange.MechanismName} is not Base64");
        return Convert.ToBase64String(exchange.Answer(octets));
    }
}
