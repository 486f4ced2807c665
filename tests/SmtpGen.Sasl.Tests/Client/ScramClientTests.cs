namespace SmtpGen.Sasl.Tests.Client;

public sealed class ScramClientTests
{
    private const string Nonce = "rOprNGfwEbeRWgbNEkqO";
    private const string ServerFirst = $"r={Nonce}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private const string ServerFinal = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    private static readonly SaslClientPassword s_password = new("user", "pencil");

    [Theory]
    [InlineData(ServerFinal)]
    [InlineData(ServerFinal + ",x=an extension")]
    public void The_example_of_RFC_7677_holds(string serverFinal)
    {
        SaslClientExchange exchange = Begin();
        Assert.Equal($"n,,n=user,r={Nonce}", exchange.StartText());
        Assert.Equal(
            $"c=biws,r={Nonce}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            exchange.AnswerText(ServerFirst));
        Assert.Equal("", exchange.AnswerText(serverFinal));
        exchange.Complete();
    }

    [Fact]
    public void A_server_that_lists_no_plus_variant_is_told_that_one_was_expected()
    {
        Assert.StartsWith("y,,", SaslClient.Begin(["SCRAM-SHA-256"], s_password, Talk.Bound).StartText(), StringComparison.Ordinal);
        Assert.StartsWith("n,,", SaslClient.Begin(["SCRAM-SHA-256"], s_password, Talk.Encrypted).StartText(), StringComparison.Ordinal);
        Assert.StartsWith(
            "p=tls-server-end-point,,", SaslClient.Begin(["SCRAM-SHA-256-PLUS"], s_password, Talk.Bound).StartText(), StringComparison.Ordinal);
        var withoutPlus = new SaslClientOptions { Mechanisms = ["SCRAM-SHA-256"] };
        Assert.StartsWith(
            "n,,", SaslClient.Begin(["SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"], s_password, Talk.Bound, withoutPlus).StartText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_between_with_another_certificate_gets_nowhere()
    {
        SaslContext other = Talk.Bound with { ServerEndPoint = new byte[] { 9, 9 } };
        var server = new SaslServer(new TestUsers(("user", "pencil")));
        Assert.Equal(
            "BadCredentials", await SaslClient.Begin(["SCRAM-SHA-256-PLUS"], s_password, other).PlayAsync(server.Begin("SCRAM-SHA-256-PLUS", Talk.Bound)));
    }

    [Theory]
    [InlineData("", "is not r=nonce,s=salt,i=iterations")]
    [InlineData("e=other-error", "is not r=nonce,s=salt,i=iterations")]
    [InlineData($"m=x,r={Nonce}a,s=W22Z,i=4096", "is not r=nonce,s=salt,i=iterations")]
    [InlineData($"r={Nonce}a,s=,i=4096", "is not r=nonce,s=salt,i=iterations")]
    [InlineData($"r={Nonce}a,s=W22,i=4096", "is not r=nonce,s=salt,i=iterations")]
    [InlineData($"r={Nonce}a,s=W22Z,i=-4096", "is not r=nonce,s=salt,i=iterations")]
    [InlineData($"r={Nonce}a,s=W22Z,i=99999999999", "is not r=nonce,s=salt,i=iterations")]
    [InlineData($"r={Nonce},s=W22Z,i=4096", "does not begin with the client's, or adds nothing to it")]
    [InlineData("r=somethingelse,s=W22Z,i=4096", "does not begin with the client's, or adds nothing to it")]
    [InlineData($"r={Nonce}a,s=W22Z,i=1", "4096 to 10000000 are accepted")]
    [InlineData($"r={Nonce}a,s=W22Z,i=2000000000", "4096 to 10000000 are accepted")]
    public void A_first_message_that_is_none_ends_the_exchange(string message, string expected)
    {
        SaslClientExchange exchange = Begin();
        exchange.Start();
        Assert.EndsWith(expected, Assert.Throws<SaslClientException>(() => exchange.AnswerText(message)).Message, StringComparison.Ordinal);
        Assert.Throws<SaslClientException>(exchange.Complete);
    }

    [Theory]
    [InlineData("", "cannot prove")]
    [InlineData("v=", "cannot prove")]
    [InlineData("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G8=", "cannot prove")]
    [InlineData("e=other-error", "refuses the login by SCRAM-SHA-256: other-error")]
    public void A_server_that_does_not_know_the_password_is_found_out(string message, string expected)
    {
        SaslClientExchange exchange = Begin();
        exchange.Start();
        exchange.AnswerText(ServerFirst);
        Assert.Contains(expected, Assert.Throws<SaslClientException>(() => exchange.AnswerText(message)).Message, StringComparison.Ordinal);
        Assert.Equal(
            "the server reports success before the exchange of SCRAM-SHA-256 is over; it cannot be trusted",
            Assert.Throws<SaslClientException>(exchange.Complete).Message);
    }

    private static SaslClientExchange Begin() => new ScramClientMechanism(s_password, bindsChannel: false, () => Nonce).Begin(Talk.Plain, couldBind: false);
}
