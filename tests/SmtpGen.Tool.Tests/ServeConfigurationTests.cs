namespace SmtpGen.Tool.Tests;

public sealed class ServeConfigurationTests
{
    // A server that starts in spite of its configuration would serve for ever.
    private const int Timeout = 60_000;

    [Fact(Timeout = Timeout)]
    public async Task A_certificate_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();

        string error = await RefusedAsync(folder, "--tls-cert", folder["none.pem"]);

        Assert.Contains($"--tls-cert is '{folder["none.pem"]}'", error);
        Assert.Contains("it must be a PEM or PFX file with a certificate", error);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_certificate_that_is_none_is_named()
    {
        using var folder = new TemporaryFolder();

        string error = await RefusedAsync(folder, "--tls-cert", folder.Write("cert.pem", "not a certificate\n"));

        Assert.Contains($"--tls-cert is '{folder["cert.pem"]}'", error);
        Assert.Contains("it must be a PFX file with the private key, or a PEM file", error);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_key_without_a_certificate_is_refused()
    {
        using var folder = new TemporaryFolder();

        string error = await RefusedAsync(folder, "--tls-key", folder["key.pem"]);

        Assert.Contains($"--tls-key is '{folder["key.pem"]}', but --tls-cert is missing; name the file with the certificate too", error);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_bad_line_of_the_users_file_is_named_and_its_secret_is_not_shown()
    {
        using var folder = new TemporaryFolder();
        string users = folder.Write("users", "# staff\nalice:{MD5}0123456789\n");

        string error = await RefusedAsync(folder, "--users", users);

        Assert.Contains($"--users is '{users}': {users}:2: the scheme {{MD5}} of \"alice\" is not known; allowed are {{SCRAM-SHA-256}}", error);
        Assert.DoesNotContain("0123456789", error);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_users_file_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();

        string error = await RefusedAsync(folder, "--users", folder["none"]);

        Assert.Contains($"--users is '{folder["none"]}'", error);
        Assert.Contains("needs to exist and to be readable", error);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("--trusted-proxies")]
    [InlineData("--trusted-clients")]
    public async Task A_network_that_is_none_is_named(string option)
    {
        using var folder = new TemporaryFolder();

        string error = await RefusedAsync(folder, option, "10.0.0.0/99");

        Assert.Contains($"{option} holds '10.0.0.0/99'; it must be an IP address, or a network with the length of its prefix", error);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("127.0.0.1:0 tls", ", but --tls-cert is missing; name a PEM or PFX file")]
    [InlineData("127.0.0.1:0 proxy", ", but --trusted-proxies is missing; name the proxies")]
    [InlineData("127.0.0.1:0 quic", "'quic' may not follow an address; tls (TLS from the start) and proxy")]
    [InlineData("somewhere", "it must be an address and a port, such as 127.0.0.1:2525, [::1]:2525, localhost:2525, 2525 (localhost) or :2525 (all addresses); the words tls and proxy may follow")]
    public async Task An_address_says_what_it_lacks(string listen, string expected)
    {
        using var folder = new TemporaryFolder();
        string users = folder.Write("users", "alice:{PLAIN}secret\n");
        foreach (string option in (string[])["--listen", "--lmtp", "--pop3"])
        {
            string error = await RefusedAsync(folder, "--users", users, option, listen);

            Assert.StartsWith($"smtpgen: {option} holds '{listen}'", error);
            Assert.Contains(expected, error);
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task Encryption_cannot_be_required_without_a_certificate()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(
            "smtpgen: --require-tls is given, but --tls-cert is missing; name the file with the certificate.",
            (await RefusedAsync(folder, "--require-tls")).TrimEnd());
    }

    [Theory(Timeout = Timeout)]
    [InlineData("--require-auth")]
    [InlineData("--cram-md5")]
    public async Task Logins_need_users(string option)
    {
        using var folder = new TemporaryFolder();

        Assert.StartsWith($"smtpgen: {option} is given, but nobody can log in; name the file with the users: --users PATH", await RefusedAsync(folder, option));
    }

    [Theory(Timeout = Timeout)]
    [InlineData("--max-size", "1", "--max-size is 1; it must be between")]
    [InlineData("--hostname", "two words", "--hostname 'two words' must be a domain name")]
    public async Task An_option_is_named_as_it_was_given(string option, string value, string expected)
    {
        using var folder = new TemporaryFolder();

        Assert.StartsWith($"smtpgen: {expected}", await RefusedAsync(folder, option, value));
    }

    // The words of a sentence about a configuration may stand in a value too.
    [Fact(Timeout = Timeout)]
    public async Task What_the_user_wrote_stays_as_it_is()
    {
        using var folder = new TemporaryFolder();

        string error = await RefusedAsync(folder, "--listen", "Key, but Users is empty; x");

        Assert.StartsWith("smtpgen: --listen holds 'Key, but Users is empty; x'; it must be", error);
    }

    [Fact(Timeout = Timeout)]
    public async Task An_extension_that_is_none_is_named()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("--offer names 'XYZZY', which is not an extension", await RefusedAsync(folder, "--offer", "XYZZY"));
    }

    private static async Task<string> RefusedAsync(TemporaryFolder folder, params string[] options)
    {
        var run = await ToolRun.OfAsync(["serve", "--listen", "127.0.0.1:0", "--store", folder["store.db"], .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("smtpgen: ", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Equal("", run.Output);
        Assert.False(File.Exists(folder["store.db"]));
        return run.Error;
    }
}
