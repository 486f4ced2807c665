namespace SmtpGen.Sasl.Tests;

public sealed class ScramTests
{
    private static readonly TestUsers s_users = new(("user", "pencil"), ("admin", "root"));
    private static readonly SaslServer s_server = new(s_users);

    [Fact]
    public async Task The_example_of_RFC_7677_holds()
    {
        var mechanism = new ScramMechanism(s_users, new ScramDecoys(default), bindsChannel: false, () => "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
        SaslExchange exchange = mechanism.Begin(Talk.Plain, [mechanism.Name]);

        Assert.Equal("> ", await exchange.SayAsync(null));
        Assert.Equal(
            "> r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
            await exchange.SayAsync("n,,n=user,r=rOprNGfwEbeRWgbNEkqO"));
        Assert.Equal(
            "> v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
            await exchange.SayAsync(
                "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="));
        Assert.Equal("user as user", await exchange.SayAsync(""));
    }

    [Theory]
    [InlineData("n,,", "user", "pencil", "user as user")]
    [InlineData("n,,", "user", "pen", "BadCredentials")]
    [InlineData("n,,", "nobody", "pencil", "BadCredentials")]
    [InlineData("n,a=user,", "user", "pencil", "user as user")]
    [InlineData("n,a=somebody=2C=3D,", "admin", "root", "admin as somebody,=")]
    [InlineData("n,a=admin,", "user", "pencil", "BadCredentials")]
    [InlineData("y,,", "user", "pencil", "user as user")]
    [InlineData("p=tls-server-end-point,,", "user", "pencil", "MalformedResponse")]
    public async Task A_client_is_who_it_proves_to_be(string header, string user, string password, string expected)
        => Assert.Equal(expected, await new ScramClient(header, user, password).RunAsync(s_server.Begin("SCRAM-SHA-256")));

    [Theory]
    [InlineData("p=tls-server-end-point,,", new byte[] { 1, 2, 3, 4 }, "user as user")]
    [InlineData("p=tls-server-end-point,,", new byte[] { 1, 2, 3, 5 }, "BadCredentials")]
    [InlineData("p=tls-server-end-point,,", new byte[0], "BadCredentials")]
    [InlineData("p=tls-unique,,", new byte[] { 1, 2, 3, 4 }, "BadCredentials")]
    [InlineData("p=,,", new byte[] { 1, 2, 3, 4 }, "MalformedResponse")]
    [InlineData("n,,", new byte[0], "MalformedResponse")]
    [InlineData("y,,", new byte[0], "MalformedResponse")]
    public async Task The_plus_variant_is_bound_to_the_connection(string header, byte[] binding, string expected)
        => Assert.Equal(
            expected, await new ScramClient(header, "user", "pencil", binding).RunAsync(s_server.Begin("SCRAM-SHA-256-PLUS", Talk.Bound)));

    [Fact]
    public async Task A_client_that_did_not_see_the_plus_variant_on_offer_was_lied_to()
        => Assert.Equal("BadCredentials", await s_server.Begin("SCRAM-SHA-256", Talk.Bound).SayAsync("y,,n=user,r=abc"));

    [Fact]
    public async Task A_user_who_does_not_exist_is_shown_the_same_salt_by_both_variants_each_time()
    {
        async Task<string> SaltAsync(SaslServer server, string mechanism, string header, string user)
            => (await server.Begin(mechanism, Talk.Bound).SayAsync($"{header}n={user},r=abc")).Split(',', 2)[1];

        string salt = await SaltAsync(s_server, "SCRAM-SHA-256", "n,,", "nobody");
        Assert.EndsWith(",i=4096", salt, StringComparison.Ordinal);
        Assert.Equal(16, Convert.FromBase64String(salt.Split(',')[0][2..]).Length);
        Assert.Equal(salt, await SaltAsync(s_server, "SCRAM-SHA-256", "n,,", "nobody"));
        Assert.Equal(salt, await SaltAsync(s_server, "SCRAM-SHA-256-PLUS", "p=tls-server-end-point,,", "nobody"));
        Assert.NotEqual(salt, await SaltAsync(s_server, "SCRAM-SHA-256", "n,,", "nobody2"));
        var options = new SaslOptions { DecoySecret = new byte[] { 1, 2, 3 } };
        Assert.NotEqual(salt, await SaltAsync(new SaslServer(s_users, options), "SCRAM-SHA-256", "n,,", "nobody"));
        Assert.Equal(
            await SaltAsync(new SaslServer(s_users, options), "SCRAM-SHA-256", "n,,", "nobody"),
            await SaltAsync(new SaslServer(s_users, options), "SCRAM-SHA-256", "n,,", "nobody"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("n")]
    [InlineData("n,,")]
    [InlineData("n,,n=user")]
    [InlineData("n,,n=,r=abc")]
    [InlineData("n,,n=us=er,r=abc")]
    [InlineData("n,,n=user,r=")]
    [InlineData("n,,n=user,r=a b")]
    [InlineData("n,,n=user,r=é")]
    [InlineData("n,,m=x,n=user,r=abc")]
    [InlineData("n,user,n=user,r=abc")]
    [InlineData("n,a=,n=user,r=abc")]
    [InlineData("x,,n=user,r=abc")]
    [InlineData("N,,n=user,r=abc")]
    [InlineData("n,,n=us\u0007er,r=abc")]
    [InlineData("n,,n=user,r=abc,x=\0")]
    public async Task A_first_message_that_is_none_is_malformed(string message)
        => Assert.Equal("MalformedResponse", await s_server.Begin("SCRAM-SHA-256").SayAsync(message));

    [Fact]
    public async Task Extensions_that_may_be_ignored_are()
        => Assert.StartsWith("> r=abc", await s_server.Begin("SCRAM-SHA-256").SayAsync("n,,n=user,r=abc,x=1"), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "MalformedResponse")]
    [InlineData("c=biws", "MalformedResponse")]
    [InlineData("c=biws,p=AAAA", "MalformedResponse")]
    [InlineData("c=biws,r=x,p=AAAA", "MalformedResponse")]
    [InlineData("c=bi ws,r=x,p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "MalformedResponse")]
    [InlineData("c=biws,r=x,p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,x=1", "MalformedResponse")]
    [InlineData("c=biws,r=x,p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "BadCredentials")]
    public async Task A_last_message_that_is_none_is_malformed(string message, string expected)
    {
        SaslExchange exchange = s_server.Begin("SCRAM-SHA-256");
        await exchange.SayAsync("n,,n=user,r=abc");
        Assert.Equal(expected, await exchange.SayAsync(message));
    }

    [Fact]
    public async Task A_right_proof_over_another_nonce_is_refused()
    {
        var client = new ScramClient("n,,", "user", "pencil");
        SaslExchange exchange = s_server.Begin("SCRAM-SHA-256");
        Assert.Equal("BadCredentials", await exchange.SayAsync(client.Final(await exchange.SayAsync(client.First), behindNonce: "x")));
    }

    [Fact]
    public async Task The_servers_proof_is_answered_with_nothing()
    {
        var client = new ScramClient("n,,", "user", "pencil");
        SaslExchange exchange = s_server.Begin("SCRAM-SHA-256");
        Assert.StartsWith("> v=", await exchange.SayAsync(client.Final(await exchange.SayAsync(client.First))), StringComparison.Ordinal);
        Assert.Equal("MalformedResponse", await exchange.SayAsync("x"));
    }
}
