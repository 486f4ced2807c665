using System.Text;
using CsCheck;

namespace SmtpGen.Sasl.Tests;

public sealed class RandomResponseTests
{
    private const string Seed = "0000KOIPe036";

    private static readonly SaslServer s_server = new(
        new TestUsers(("user", "pencil")), new SaslOptions { OfferCramMd5 = true });

    // Octets that mean something to a mechanism, so that random answers get after the first check.
    private static readonly Gen<string> s_piece = Gen.OneOfConst(
        "n,,", "p=tls-server-end-point,,", "n=user", ",r=abc", ",", "=", "=2C", "a=", "c=biws", ",p=", "user=", "auth=Bearer ", "token-of-user",
        "\u0001", "\0", " ", "é", "\u0007", "b913a602c7eda7a495b4e6e7334d3890", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

    private static readonly Gen<byte[]> s_response = Gen.Frequency(
        (3, s_piece.Array[0, 8].Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces)))),
        (1, Gen.Byte.Array[0, 60]));

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-256-PLUS")]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    public void Whatever_a_client_says_leads_to_an_end_without_an_exception(string mechanism)
        => Gen.Select(Gen.Bool, s_response.Array[5]).Sample(
            (prompted, responses) =>
            {
                SaslExchange exchange = s_server.Begin(mechanism, Talk.Bound);
                SaslStep step = prompted ? Step(exchange, null) : new SaslChallenge(default);
                for (int i = 0; step is SaslChallenge && i < responses.Length; i++)
                    step = Step(exchange, responses[i]);
                return step is not SaslChallenge;
            },
            seed: Seed,
            iter: 3_000);

    [Fact]
    public void Whatever_line_a_client_sends_leads_to_a_step()
        => Gen.OneOf(s_response, Gen.String[Gen.Char["ABab09+/=* "], 0, 12].Select(Encoding.UTF8.GetBytes)).Sample(
            line =>
            {
                SaslExchange exchange = s_server.Begin("PLAIN", Talk.Bound);
                _ = exchange.StartLinesAsync(line).AsTask().GetAwaiter().GetResult();
            },
            seed: Seed,
            iter: 5_000);

    private static SaslStep Step(SaslExchange exchange, byte[]? response)
        => exchange.StepAsync(response is null ? (ReadOnlyMemory<byte>?)null : response).AsTask().GetAwaiter().GetResult();
}
