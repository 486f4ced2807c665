namespace SmtpGen.Sasl.Tests.Client;

public sealed class ClientMechanismTests
{
    private static readonly TestUsers s_users = new(("user", "pencil"), ("admin", "root"), ("jürgen, =ö", "geheim"));
    private static readonly SaslServer s_server = new(s_users, new SaslOptions { OfferCramMd5 = true });

    [Theory]
    [InlineData("SCRAM-SHA-256-PLUS")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("CRAM-MD5")]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task A_password_opens_our_own_server(string mechanism)
    {
        Assert.Equal("user as user", await PlayAsync(mechanism, new SaslClientPassword("user", "pencil")));
        Assert.Equal("jürgen, =ö as jürgen, =ö", await PlayAsync(mechanism, new SaslClientPassword("jürgen, =ö", "geheim")));
        Assert.Equal("BadCredentials", await PlayAsync(mechanism, new SaslClientPassword("user", "pen")));
        Assert.Equal("BadCredentials", await PlayAsync(mechanism, new SaslClientPassword("nobody", "pencil")));
    }

    [Theory]
    [InlineData("SCRAM-SHA-256-PLUS")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("PLAIN")]
    public async Task One_may_ask_to_act_for_another_user(string mechanism)
    {
        Assert.Equal("admin as a=,b", await PlayAsync(mechanism, new SaslClientPassword("admin", "root") { Authorization = "a=,b" }));
        Assert.Equal("BadCredentials", await PlayAsync(mechanism, new SaslClientPassword("user", "pencil") { Authorization = "admin" }));
    }

    [Theory]
    [InlineData("OAUTHBEARER", "{\"status\":\"invalid_token\"")]
    [InlineData("XOAUTH2", "{\"status\":\"401\"")]
    public async Task A_token_opens_our_own_server_and_its_refusal_is_explained(string mechanism, string explanation)
    {
        Assert.Equal("tim as tim", await PlayAsync(mechanism, new SaslClientToken("tim", "token-of-tim")));
        Assert.Equal("admin as tim", await PlayAsync(mechanism, new SaslClientToken("admin", "token-of-admin") { Authorization = "tim" }));
        SaslClientExchange refused = Begin(mechanism, new SaslClientToken("tim", "old"));
        Assert.Equal("BadCredentials", await refused.PlayAsync(s_server.Begin(mechanism, Connection(mechanism))));
        Assert.StartsWith(explanation, refused.Explanation, StringComparison.Ordinal);
        Assert.Throws<SaslClientException>(refused.Complete);
    }

    [Fact]
    public void The_example_of_RFC_2195_holds()
    {
        SaslClientExchange exchange = Begin("CRAM-MD5", new SaslClientPassword("tim", "tanstaaftanstaaf"));
        Assert.Null(exchange.StartText());
        Assert.Equal("tim b913a602c7eda7a495b4e6e7334d3890", exchange.AnswerText("<1896.697170952@postoffice.reston.mci.net>"));
    }

    [Fact]
    public void The_examples_of_RFC_4616_hold()
    {
        Assert.Equal("\0tim\0tanstaaftanstaaf", Begin("PLAIN", new SaslClientPassword("tim", "tanstaaftanstaaf")).StartText());
        Assert.Equal(
            "Ursel\0Kurt\0xipj3plmq", Begin("PLAIN", new SaslClientPassword("Kurt", "xipj3plmq") { Authorization = "Ursel" }).StartText());
    }

    [Fact]
    public void A_token_is_sent_as_RFC_7628_shows() => Assert.Equal(
        "n,a=user@example.com,\u0001host=mx.example\u0001auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\u0001\u0001",
        Begin("OAUTHBEARER", new SaslClientToken("user@example.com", "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==")).StartText());

    [Theory]
    [InlineData("PLAIN", 0)]
    [InlineData("CRAM-MD5", 1)]
    [InlineData("LOGIN", 2)]
    public void A_server_that_asks_for_more_is_not_answered(string mechanism, int answers)
    {
        SaslClientExchange exchange = Begin(mechanism, new SaslClientPassword("user", "pencil"));
        exchange.Start();
        for (int i = 0; i < answers; i++)
        {
            Assert.Throws<SaslClientException>(exchange.Complete);
            exchange.AnswerText("?");
        }

        exchange.Complete();
        Assert.Equal(
            $"the server goes on asking after the exchange of {mechanism} is over",
            Assert.Throws<SaslClientException>(() => exchange.AnswerText("?")).Message);
    }

    [Fact]
    public void A_challenge_that_is_not_Base64_is_an_error()
    {
        SaslClientExchange exchange = Begin("CRAM-MD5", new SaslClientPassword("user", "pencil"));
        Assert.Null(exchange.StartLine());
        Assert.Equal(
            "the server's challenge for CRAM-MD5 is not Base64",
            Assert.Throws<SaslClientException>(() => exchange.AnswerLine("go ahead")).Message);
    }

    [Fact]
    public void An_exchange_is_begun_once()
    {
        SaslClientExchange exchange = Begin("PLAIN", new SaslClientPassword("user", "pencil"));
        Assert.Throws<InvalidOperationException>(() => exchange.AnswerText(""));
        exchange.Start();
        Assert.Throws<InvalidOperationException>(() => exchange.Start());
    }

    private static SaslClientExchange Begin(string mechanism, SaslClientCredentials credentials)
        => SaslClient.Begin([mechanism], credentials, Connection(mechanism));

    private static Task<string> PlayAsync(string mechanism, SaslClientCredentials credentials)
        => Begin(mechanism, credentials).PlayAsync(s_server.Begin(mechanism, Connection(mechanism)));

    // A client that could bind the channel and does not is refused; so it cannot.
    private static SaslContext Connection(string mechanism) => mechanism == "SCRAM-SHA-256-PLUS" ? Talk.Bound : Talk.Encrypted;
}
