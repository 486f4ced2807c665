namespace SmtpGen.Sasl.Tests;

public sealed class PasswordTests
{
    private static readonly SaslServer s_server = new(
        new TestUsers(("tim", "tanstaaftanstaaf"), ("Kurt", "xipj3plmq"), ("admin", "root"), ("é", "IX")));

    [Theory]
    [InlineData("\0tim\0tanstaaftanstaaf", "tim as tim")] // RFC 4616, section 4
    [InlineData("Ursel\0Kurt\0xipj3plmq", "BadCredentials")] // likewise; not allowed for that user
    [InlineData("Ursel\0admin\0root", "admin as Ursel")]
    [InlineData("tim\0tim\0tanstaaftanstaaf", "tim as tim")]
    [InlineData("\0tim\0wrong", "BadCredentials")]
    [InlineData("\0nobody\0tanstaaftanstaaf", "BadCredentials")]
    [InlineData("\0e\u0301\0\u2168", "é as é")] // prepared by SASLprep
    [InlineData("", "MalformedResponse")]
    [InlineData("tim", "MalformedResponse")]
    [InlineData("\0tim", "MalformedResponse")]
    [InlineData("\0\0x", "MalformedResponse")]
    [InlineData("\0tim\0", "MalformedResponse")]
    [InlineData("\0tim\0a\0b", "MalformedResponse")]
    [InlineData("\u0007\0tim\0tanstaaftanstaaf", "MalformedResponse")]
    public async Task Plain_takes_one_message(string message, string expected)
    {
        Assert.Equal(expected, await s_server.Begin("PLAIN").SayAsync(message));
        SaslExchange prompted = s_server.Begin("plain");
        Assert.Equal("> ", await prompted.SayAsync(null));
        Assert.Equal(expected, await prompted.SayAsync(message));
    }

    [Theory]
    [InlineData("tim", "tanstaaftanstaaf", "tim as tim")]
    [InlineData("tim", "wrong", "BadCredentials")]
    [InlineData("nobody", "wrong", "BadCredentials")]
    [InlineData("tim", "", "MalformedResponse")]
    public async Task Login_asks_for_the_name_and_then_for_the_password(string name, string password, string expected)
    {
        SaslExchange prompted = s_server.Begin("LOGIN");
        Assert.Equal("> Username:", await prompted.SayAsync(null));
        Assert.Equal("> Password:", await prompted.SayAsync(name));
        Assert.Equal(expected, await prompted.SayAsync(password));

        SaslExchange atOnce = s_server.Begin("LOGIN");
        Assert.Equal("> Password:", await atOnce.SayAsync(name));
        Assert.Equal(expected, await atOnce.SayAsync(password));
    }

    [Fact]
    public async Task Login_needs_a_name() => Assert.Equal("MalformedResponse", await s_server.Begin("LOGIN").SayAsync(""));

    [Theory]
    [InlineData("tim b913a602c7eda7a495b4e6e7334d3890", "tim as tim")] // RFC 2195, section 2
    [InlineData("tim b913a602c7eda7a495b4e6e7334d3891", "BadCredentials")]
    [InlineData("nobody b913a602c7eda7a495b4e6e7334d3890", "BadCredentials")]
    [InlineData("tim b913a602c7eda7a495b4e6e7334d389", "MalformedResponse")]
    [InlineData("b913a602c7eda7a495b4e6e7334d3890", "MalformedResponse")]
    [InlineData(" b913a602c7eda7a495b4e6e7334d3890", "MalformedResponse")]
    [InlineData("", "MalformedResponse")]
    public async Task Cram_md5_takes_a_digest_of_its_challenge(string answer, string expected)
    {
        var mechanism = new CramMd5Mechanism(new TestUsers(("tim", "tanstaaftanstaaf")), () => "1896.697170952");
        SaslExchange exchange = mechanism.Begin(Talk.Plain with { HostName = "postoffice.reston.mci.net" }, []);
        Assert.Equal("> <1896.697170952@postoffice.reston.mci.net>", await exchange.SayAsync(null));
        Assert.Equal(expected, await exchange.SayAsync(answer));
    }

    [Fact]
    public async Task Cram_md5_takes_no_initial_response()
        => Assert.Equal("MalformedResponse", await new SaslServer(new TestUsers(), new SaslOptions { OfferCramMd5 = true }).Begin("CRAM-MD5").SayAsync(""));

    [Theory]
    [InlineData(SaslFailureKind.TemporarilyUnavailable)]
    [InlineData(SaslFailureKind.TransitionNeeded)]
    public async Task Credentials_that_cannot_say_end_the_exchange_with_their_reason(SaslFailureKind kind)
    {
        var server = new SaslServer(new TestUsers { Fault = new SaslCredentialsException(kind, "the directory is down") });
        SaslExchange exchange = server.Begin("PLAIN");
        Assert.Equal(kind.ToString(), await exchange.SayAsync("\0tim\0x"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => exchange.SayAsync("\0tim\0x"));
    }
}
