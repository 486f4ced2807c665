using MailKit.Security;

namespace SmtpGen.Testing.Tests;

public class SecurityTests
{
    [Theory]
    [InlineData(SecureSocketOptions.StartTls)]
    [InlineData(SecureSocketOptions.SslOnConnect)]
    public async Task A_client_encrypts_logs_in_and_sends(SecureSocketOptions security)
    {
        await using var server = await SmtpTestServer.StartAsync(
            options =>
            {
                options.StartTls = security == SecureSocketOptions.StartTls;
                options.ImplicitTls = !options.StartTls;
                options.Users["alice"] = "secret";
                options.Protocol.RequireAuth = true;
            },
            TestContext.Current.CancellationToken);
        using var client = await Mail.ConnectAsync(server, security);

        await client.AuthenticateAsync("alice", "secret", TestContext.Current.CancellationToken);
        await client.SendAsync(Mail.Message("Greetings"), TestContext.Current.CancellationToken);

        Assert.Single(server.Messages).AssertEncrypted().AssertUser("alice");
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using var server = await SmtpTestServer.StartAsync(o => o.Users["alice"] = "secret", TestContext.Current.CancellationToken);
        using var client = await Mail.ConnectAsync(server);

        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync("alice", "guess", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_users_and_certificate_neither_is_on_offer()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var client = await Mail.ConnectAsync(server);

        Assert.False(client.Capabilities.HasFlag(MailKit.Net.Smtp.SmtpCapabilities.StartTLS));
        Assert.Empty(client.AuthenticationMechanisms);
        Assert.Null(server.Certificate);
    }

    [Fact]
    public async Task The_certificates_file_goes_with_the_server()
    {
        string Files() => string.Join(' ', Directory.EnumerateDirectories(Path.GetTempPath(), "smtpgen-testing-*"));
        var server = await SmtpTestServer.StartAsync(o => o.StartTls = true, TestContext.Current.CancellationToken);
        Assert.NotNull(server.Certificate);

        string before = Files();
        await server.DisposeAsync();

        Assert.NotEqual(before, Files());
    }

    [Fact]
    public async Task A_wrong_option_is_named() => Assert.Contains(
        "Messages is 0",
        (await Assert.ThrowsAsync<ArgumentException>(() => SmtpTestServer.StartAsync(o => o.Protocol.Messages = 0, TestContext.Current.CancellationToken))).Message);
}
