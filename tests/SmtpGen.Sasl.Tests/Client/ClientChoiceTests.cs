namespace SmtpGen.Sasl.Tests.Client;

public sealed class ClientChoiceTests
{
    private static readonly string[] s_all = ["LOGIN", "plain", "CRAM-MD5", "XOAUTH2", "OAUTHBEARER", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS", "GSSAPI"];
    private static readonly SaslClientPassword s_password = new("user", "pencil");
    private static readonly SaslClientToken s_token = new("user", "token-of-user");

    [Fact]
    public void The_strongest_of_what_the_server_lists_is_chosen()
    {
        List<string> offered = [.. s_all];
        foreach (string expected in (string[])["SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "CRAM-MD5", "PLAIN", "LOGIN"])
        {
            Assert.Equal(expected, SaslClient.Begin(offered, s_password, Talk.Bound).MechanismName);
            offered.RemoveAll(name => name.Equals(expected, StringComparison.OrdinalIgnoreCase));
        }

        Assert.Equal("OAUTHBEARER", SaslClient.Begin(s_all, s_token, Talk.Bound).MechanismName);
        Assert.Equal("XOAUTH2", SaslClient.Begin(["XOAUTH2"], s_token, Talk.Bound).MechanismName);
    }

    [Fact]
    public void Without_a_channel_binding_nothing_is_bound_to_it()
        => Assert.Equal("SCRAM-SHA-256", SaslClient.Begin(s_all, s_password, Talk.Encrypted).MechanismName);

    [Theory]
    [InlineData("PLAIN LOGIN", "the server offers PLAIN LOGIN, and only SCRAM-SHA-256 CRAM-MD5 may be used here; PLAIN LOGIN would show the secret to anybody on the way: use TLS")]
    [InlineData("GSSAPI PLAIN", "the server offers GSSAPI PLAIN, and only SCRAM-SHA-256 CRAM-MD5 may be used here; PLAIN would show the secret to anybody on the way: use TLS")]
    [InlineData("GSSAPI", "the server offers GSSAPI, and only SCRAM-SHA-256 CRAM-MD5 may be used here")]
    public void Without_TLS_no_password_is_shown(string offered, string expected) => Assert.Equal(
        $"no common mechanism to authenticate with: {expected}",
        Assert.Throws<SaslClientException>(() => SaslClient.Begin(offered.Split(' '), s_password, Talk.Plain)).Message);

    [Fact]
    public void Without_TLS_no_token_is_shown() => Assert.Equal(
        "no common mechanism to authenticate with: the server offers XOAUTH2, and none may be used here; XOAUTH2 would show the secret to anybody on the way: use TLS",
        Assert.Throws<SaslClientException>(() => SaslClient.Begin(["XOAUTH2"], s_token, Talk.Plain)).Message);

    [Fact]
    public void A_server_without_mechanisms_may_want_TLS_first() => Assert.StartsWith(
        "the server offers no mechanism to authenticate with on this connection; it may offer some after STARTTLS",
        Assert.Throws<SaslClientException>(() => SaslClient.Begin([], s_password, Talk.Plain)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_application_may_allow_plain_passwords_without_TLS()
    {
        var options = new SaslClientOptions { AllowPlaintextWithoutTls = true };
        Assert.Equal("PLAIN", SaslClient.Begin(["PLAIN"], s_password, Talk.Plain, options).MechanismName);
        Assert.Equal("SCRAM-SHA-256", SaslClient.Begin(s_all, s_password, Talk.Plain, options).MechanismName);
    }

    [Fact]
    public void An_application_may_name_the_mechanisms()
        => Assert.Equal("LOGIN", SaslClient.Begin(s_all, s_password, Talk.Bound, new() { Mechanisms = ["login", "XOAUTH2"] }).MechanismName);

    [Fact]
    public void To_act_for_another_user_a_mechanism_is_chosen_that_can_say_so()
    {
        var credentials = new SaslClientPassword("admin", "root") { Authorization = "user" };
        Assert.Equal("PLAIN", SaslClient.Begin(["CRAM-MD5", "LOGIN", "PLAIN"], credentials, Talk.Encrypted).MechanismName);
        Assert.Throws<SaslClientException>(() => SaslClient.Begin(["CRAM-MD5", "LOGIN"], credentials, Talk.Encrypted));
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("a\0b", "x")]
    [InlineData("user", "")]
    [InlineData("user", "a\u0007")]
    public void Names_and_passwords_that_no_server_accepts_are_refused_at_once(string name, string password)
        => Assert.Contains("(RFC 4013)", Assert.Throws<ArgumentException>(() => new SaslClientPassword(name, password)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_token_that_is_none_is_refused_at_once()
        => Assert.Contains("(RFC 6750)", Assert.Throws<ArgumentException>(() => new SaslClientToken("user", "Bearer x")).Message, StringComparison.Ordinal);
}
