using System.Text;

namespace SmtpGen.Sasl.Tests;

public sealed class OfferTests
{
    private const string All = "SCRAM-SHA-256-PLUS SCRAM-SHA-256 OAUTHBEARER XOAUTH2 PLAIN LOGIN";

    private static readonly TestUsers s_users = new();

    [Fact]
    public void Without_encryption_only_what_exposes_no_password_is_on_offer()
        => Assert.Equal("SCRAM-SHA-256", new SaslServer(s_users).Offered(Talk.Plain));

    [Fact]
    public void With_encryption_all_but_channel_binding_is_on_offer()
        => Assert.Equal("SCRAM-SHA-256 OAUTHBEARER XOAUTH2 PLAIN LOGIN", new SaslServer(s_users).Offered(Talk.Encrypted));

    [Fact]
    public void With_a_channel_binding_the_strongest_comes_first() => Assert.Equal(All, new SaslServer(s_users).Offered(Talk.Bound));

    [Fact]
    public void An_operator_may_allow_plain_passwords_without_encryption() => Assert.Equal(
        "SCRAM-SHA-256 OAUTHBEARER XOAUTH2 PLAIN LOGIN",
        new SaslServer(s_users, new SaslOptions { AllowPlaintextWithoutTls = true }).Offered(Talk.Plain));

    [Fact]
    public void Cram_md5_is_on_offer_when_asked_for() => Assert.Equal(
        "SCRAM-SHA-256 CRAM-MD5", new SaslServer(s_users, new SaslOptions { OfferCramMd5 = true }).Offered(Talk.Plain));

    [Fact]
    public void While_a_user_has_no_verifier_scram_is_not_on_offer() => Assert.Equal(
        "OAUTHBEARER XOAUTH2 PLAIN LOGIN", new SaslServer(new TestUsers { CoversEveryUser = false }).Offered(Talk.Bound));

    [Theory]
    [InlineData("PLAIN", SaslRefusal.EncryptionNeeded)]
    [InlineData("xoauth2", SaslRefusal.EncryptionNeeded)]
    [InlineData("SCRAM-SHA-256-PLUS", SaslRefusal.EncryptionNeeded)]
    [InlineData("CRAM-MD5", SaslRefusal.UnknownMechanism)]
    [InlineData("PLAI", SaslRefusal.UnknownMechanism)]
    [InlineData("", SaslRefusal.UnknownMechanism)]
    public void What_needs_encryption_is_told_from_what_is_unknown(string mechanism, SaslRefusal expected)
    {
        Assert.Null(new SaslServer(s_users).Begin(Encoding.UTF8.GetBytes(mechanism), Talk.Plain, out SaslRefusal refusal));
        Assert.Equal(expected, refusal);
    }

    [Fact]
    public void Channel_binding_without_a_binding_is_unknown()
    {
        Assert.Null(new SaslServer(s_users).Begin("SCRAM-SHA-256-PLUS"u8, Talk.Encrypted, out SaslRefusal refusal));
        Assert.Equal(SaslRefusal.UnknownMechanism, refusal);
    }

    [Fact]
    public void Two_mechanisms_of_one_name_are_refused() => Assert.Equal(
        "two mechanisms are named PLAIN; a server has one of each (Parameter 'mechanisms')",
        Assert.Throws<ArgumentException>(() => new SaslServer([new PlainMechanism(s_users), new PlainMechanism(s_users)])).Message);

    [Fact]
    public void The_library_knows_neither_sockets_nor_the_protocols() => Assert.DoesNotContain(
        typeof(SaslServer).Assembly.GetReferencedAssemblies(),
        name => name.Name == "System.Net.Sockets" || name.Name!.StartsWith("SmtpGen", StringComparison.Ordinal));
}
