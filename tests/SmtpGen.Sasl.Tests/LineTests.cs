using System.Text;

namespace SmtpGen.Sasl.Tests;

public sealed class LineTests
{
    private static readonly SaslServer s_server = new(new TestUsers(("tim", "tanstaaftanstaaf")));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("AHRpbQB0YW5zdGFhZnRhbnN0YWFm", "tim as tim")]
    [InlineData("=", "MalformedResponse")]
    [InlineData("", "MalformedResponse")]
    [InlineData("*", "MalformedResponse")]
    public async Task An_initial_response_is_base64_or_an_equals_sign(string argument, string expected)
        => Assert.Equal(expected, Talk.Describe(await s_server.Begin("PLAIN").StartLinesAsync(Encoding.UTF8.GetBytes(argument), Token)));

    [Theory]
    [InlineData("AHRpbQB0YW5zdGFhZnRhbnN0YWFm", "tim as tim")]
    [InlineData("*", "Cancelled")]
    [InlineData("=", "MalformedResponse")]
    [InlineData("**", "MalformedResponse")]
    [InlineData("AHRpbQB0YW5zdGFhZnRhbnN0YWFm ", "MalformedResponse")]
    public async Task An_answer_is_base64_or_gives_up(string line, string expected)
    {
        SaslExchange exchange = s_server.Begin("PLAIN");
        var challenge = Assert.IsType<SaslChallenge>(await exchange.StartLinesAsync(null, Token));
        Assert.Equal("", challenge.ToBase64());
        Assert.Equal(expected, Talk.Describe(await exchange.AnswerLineAsync(Encoding.UTF8.GetBytes(line), Token)));
    }

    [Fact]
    public async Task A_prompt_goes_out_in_base64()
        => Assert.Equal("VXNlcm5hbWU6", Assert.IsType<SaslChallenge>(await s_server.Begin("LOGIN").StartLinesAsync(null, Token)).ToBase64());

    [Theory]
    [InlineData("", 0)]
    [InlineData("QQ==", 1)]
    [InlineData("QUI=", 2)]
    [InlineData("QUJD", 3)]
    [InlineData("QR==", -1)] // bits after the last octet
    [InlineData("QQ=", -1)]
    [InlineData("QQ", -1)]
    [InlineData("QQ==QQ==", -1)]
    [InlineData("====", -1)]
    [InlineData("A===", -1)]
    [InlineData("QU\tI", -1)]
    [InlineData("QUJ D", -1)]
    [InlineData("QUJD\r\nQ", -1)]
    [InlineData("QUJD    ", -1)]
    [InlineData("QU-_", -1)]
    [InlineData("QUé", -1)]
    public void Base64_is_strict(string text, int length)
        => Assert.Equal(length, StrictBase64.Decode(Encoding.UTF8.GetBytes(text))?.Length ?? -1);

    [Theory]
    [InlineData("AHRpbQB0YW5zdGFhZnRhbnN0YWFm", "tim as tim")]
    [InlineData("AHRpbQB0YW5zdGFhZnRhbnN0YWE", "BadCredentials")]
    [InlineData("AHRpbQB0YW5zdGFhZnRhbnN0YQ", "BadCredentials")]
    [InlineData("AHRpbQB0YW5zdGFhZnRhbnN0YQ=", "MalformedResponse")]
    [InlineData("AHRpbQB0YW5zdGFhZnRhbnN0Y", "MalformedResponse")]
    public async Task Padding_may_be_missing_where_the_protocol_allows_it_and_nowhere_else(string base64, string expected)
    {
        async Task<string> StartAsync(SaslContext context) => Talk.Describe(await s_server.Begin("PLAIN", context)
            .StartLinesAsync(System.Text.Encoding.ASCII.GetBytes(base64), TestContext.Current.CancellationToken));

        Assert.Equal(expected, await StartAsync(Talk.Encrypted with { AllowsUnpaddedBase64 = true }));
        Assert.Equal(base64.Length % 4 == 0 ? expected : "MalformedResponse", await StartAsync(Talk.Encrypted));
    }
}
