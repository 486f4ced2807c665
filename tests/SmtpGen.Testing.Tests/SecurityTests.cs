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

    [Theory]
    [InlineData(false, "501 5.5.4")]
    [InlineData(true, "250 ")]
    public async Task A_lenient_server_takes_the_name_of_a_device(bool isLenient, string answer)
    {
        await using var server = await SmtpTestServer.StartAsync(o => o.Lenient = isLenient, TestContext.Current.CancellationToken);
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(server.EndPoint, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("HELO my_host\r\n"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.StartsWith(answer, await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task With_any_login_everybody_is_let_in_and_named(string mechanism)
    {
        await using var server = await SmtpTestServer.StartAsync(
            options =>
            {
                options.AnyLogin = true;
                options.Protocol.RequireAuth = true;
            },
            TestContext.Current.CancellationToken);
        using var client = await Mail.ConnectAsync(server);
        client.AuthenticationMechanisms.RemoveWhere(name => name != mechanism);

        await client.AuthenticateAsync("who ever", "guess", TestContext.Current.CancellationToken);
        await client.SendAsync(Mail.Message("Greetings"), TestContext.Current.CancellationToken);

        Assert.Single(server.Messages).AssertUser("who ever");
    }

    [Fact]
    public async Task Any_login_and_users_contradict_each_other()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => SmtpTestServer.StartAsync(
            options =>
            {
                options.AnyLogin = true;
                options.Users["alice"] = "secret";
            },
            TestContext.Current.CancellationToken));
        Assert.Equal("AnyLogin is true, but Users names 1; name none, since nobody's password counts.", exception.Message);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using var server = await SmtpTestServer.StartAsync(o => o.Users["alice"] = "secret", TestContext.Current.CancellationToken);
        using var client = await Mail.ConnectAsync(server);

        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync("alice", "guess", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("PLAIN", "C: AUTH PLAIN (hidden)")]
    [InlineData("LOGIN", "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: (hidden)\nS: 334 UGFzc3dvcmQ6\nC: (hidden)\nS: 235")]
    public async Task A_transcript_hides_what_a_client_logs_in_with(string mechanism, string expected)
    {
        await using var server = await SmtpTestServer.StartAsync(
            options =>
            {
                options.AllowPlaintextWithoutTls = true;
                options.Users["alice"] = "secret";
            },
            TestContext.Current.CancellationToken);
        using var client = await Mail.ConnectAsync(server);
        client.AuthenticationMechanisms.RemoveWhere(name => name != mechanism);

        await client.AuthenticateAsync("alice", "secret", TestContext.Current.CancellationToken);
        await client.SendAsync(Mail.Message("Greetings"), TestContext.Current.CancellationToken);

        string transcript = Assert.Single(server.Sessions).ToString();
        Assert.Contains(expected, transcript);
        Assert.Contains("Subject: Greetings", transcript);
        Assert.DoesNotContain(Convert.ToBase64String("secret"u8), transcript);
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
