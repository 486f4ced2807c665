namespace SmtpGen.Sasl.Tests;

public sealed class BearerTests
{
    private const string XOAuth2Refusal = """> {"status":"401","schemes":"Bearer","scope":"mail"}""";

    private const string OAuthBearerRefusal =
        """> {"status":"invalid_token","scope":"mail","openid-configuration":"https://example.com/.well-known/openid-configuration"}""";

    private static readonly SaslServer s_server = new(new TestUsers());

    [Theory]
    [InlineData("user=tim\u0001auth=Bearer token-of-tim\u0001\u0001", "tim as tim")]
    [InlineData("user=tim\u0001auth=bearer token-of-tim\u0001\u0001", "tim as tim")]
    [InlineData("user=tim\u0001auth=Bearer token-of-admin\u0001\u0001", "admin as tim")]
    [InlineData("user=bob\u0001auth=Bearer token-of-tim\u0001\u0001", XOAuth2Refusal)]
    [InlineData("user=tim\u0001auth=Bearer old\u0001\u0001", XOAuth2Refusal)]
    [InlineData("user=tim\u0001auth=Basic old\u0001\u0001", XOAuth2Refusal)]
    [InlineData("user=tim\u0001\u0001", XOAuth2Refusal)]
    [InlineData("", "MalformedResponse")]
    [InlineData("user=tim", "MalformedResponse")]
    [InlineData("user=\u0001auth=Bearer token-of-tim\u0001\u0001", "MalformedResponse")]
    [InlineData("user=tim\u0001auth=Bearer token-of-tim\u0001", "MalformedResponse")]
    [InlineData("user=tim\u0001auth=Bearer token-of-tim\u0001\u0001x", "MalformedResponse")]
    public async Task Xoauth2_takes_a_user_and_a_token(string message, string expected)
        => Assert.Equal(expected, await s_server.Begin("XOAUTH2").SayAsync(message));

    [Theory]
    [InlineData("n,a=tim,\u0001host=server.example.com\u0001port=143\u0001auth=Bearer token-of-tim\u0001\u0001", "tim as tim")] // RFC 7628, section 4.1
    [InlineData("n,,\u0001auth=Bearer token-of-tim\u0001\u0001", "tim as tim")]
    [InlineData("y,,\u0001auth=Bearer token-of-tim\u0001\u0001", "tim as tim")]
    [InlineData("n,a=bob=2C,\u0001auth=Bearer token-of-admin\u0001\u0001", "admin as bob,")]
    [InlineData("n,a=bob,\u0001auth=Bearer token-of-tim\u0001\u0001", OAuthBearerRefusal)]
    [InlineData("n,,\u0001auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\u0001\u0001", OAuthBearerRefusal)]
    [InlineData("n,,\u0001auth=\u0001\u0001", OAuthBearerRefusal)] // RFC 7628, section 4.3
    [InlineData("n,,\u0001\u0001", OAuthBearerRefusal)]
    [InlineData("\u0001", "MalformedResponse")]
    [InlineData("n,,", "MalformedResponse")]
    [InlineData("n,,\u0001", "MalformedResponse")]
    [InlineData("n,,auth=Bearer token-of-tim\u0001\u0001", "MalformedResponse")]
    [InlineData("p=tls-unique,,\u0001auth=Bearer token-of-tim\u0001\u0001", "MalformedResponse")]
    [InlineData("n,,\u0001=x\u0001\u0001", "MalformedResponse")]
    [InlineData("n,,\u0001auth=Bearer token-of-tim\u0001auth=Bearer token-of-bob\u0001\u0001", "MalformedResponse")]
    public async Task Oauthbearer_takes_a_token(string message, string expected)
        => Assert.Equal(expected, await s_server.Begin("OAUTHBEARER").SayAsync(message));

    [Theory]
    [InlineData("XOAUTH2", "user=tim\u0001auth=Bearer old\u0001\u0001", "")]
    [InlineData("OAUTHBEARER", "n,,\u0001auth=Bearer old\u0001\u0001", "\u0001")]
    [InlineData("OAUTHBEARER", "n,,\u0001auth=Bearer old\u0001\u0001", "n,,\u0001auth=Bearer token-of-tim\u0001\u0001")]
    public async Task A_refusal_is_explained_before_it_fails(string mechanism, string message, string answer)
    {
        SaslExchange exchange = s_server.Begin(mechanism);
        Assert.Equal("> ", await exchange.SayAsync(null));
        Assert.StartsWith("> {\"status\":", await exchange.SayAsync(message), StringComparison.Ordinal);
        Assert.Equal("BadCredentials", await exchange.SayAsync(answer));
    }

    [Fact]
    public void A_message_in_a_log_does_not_show_the_token()
        => Assert.DoesNotContain("secret", new BearerMessage("tim", "secret").ToString(), StringComparison.Ordinal);
}
