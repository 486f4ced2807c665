namespace SmtpGen.Mail.Tests;

public sealed class MailDomainsTests
{
    private static readonly MailDomains s_domains = new(["example.org", "Bücher.example", "localhost"]);

    [Theory]
    [InlineData("bob@example.org", true)]
    [InlineData("bob@EXAMPLE.org", true)]
    [InlineData("\"bob@elsewhere.example\"@example.org", true)]
    [InlineData("\"bob@example.org\"@elsewhere.example", false)]
    [InlineData("bob@mail.example.org", false)]
    [InlineData("bob@notexample.org", false)]
    [InlineData("bob@example.org.evil.example", false)]
    [InlineData("bob@bücher.example", true)]
    [InlineData("bob@xn--bcher-kva.example", true)]
    [InlineData("bob@XN--BCHER-KVA.example", true)]
    [InlineData("bob@[192.0.2.1]", false)]
    [InlineData("bob@", false)]
    [InlineData("bob@.", false)]
    [InlineData("Postmaster", true)]
    [InlineData("bob@localhost", true)]
    public void A_forward_path_is_served_by_its_domain(string forwardPath, bool isServed) => Assert.Equal(isServed, s_domains.Contains(forwardPath));

    [Theory]
    [InlineData("")]
    [InlineData("@example.org")]
    [InlineData("bob@example.org")]
    [InlineData("*.example.org")]
    [InlineData("example.org.")]
    [InlineData("192.0.2.1")]
    [InlineData("[192.0.2.1]")]
    [InlineData("exa mple.org")]
    public void What_is_not_a_domain_is_an_error_that_names_it(string name)
    {
        Assert.Equal(
            $"Domains holds '{name}'; it must be a domain, such as example.org.", Assert.Single(MailDomains.Validate("Domains", ["example.org", name])));
        Assert.StartsWith($"'{name}' is not a domain", Assert.Throws<ArgumentException>(() => new MailDomains([name])).Message, StringComparison.Ordinal);
    }
}
