using System.Net;
using MailKit;
using MailKit.Security;

namespace SmtpGen.EndToEnd.Tests;

public class MailKitAuthenticationTests
{
    private const int Timeout = 300_000;

    private static readonly ServerSetup s_passwords = new() { HasCertificate = true, Users = [ServerSetup.Alice] };

    private static readonly ServerSetup s_readable = s_passwords with
    {
        Users = [ServerSetup.ReadableAlice],
        Configure = options => options.OfferCramMd5 = true,
    };

    private static readonly ServerSetup s_tokens = new() { HasCertificate = true, Credentials = new TokenCredentials() };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Timeout)]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-256-PLUS")]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    public async Task A_user_logs_in_and_the_message_is_stored_as_his(string mechanism)
    {
        await using var server = await TestServer.StartAsync(Setup(mechanism));
        using var client = await MailKitClient.ConnectAsync(server, SecureSocketOptions.StartTls);

        Assert.Contains(mechanism, client.AuthenticationMechanisms);
        await client.AuthenticateAsync(Mechanism(mechanism, isRight: true), Token);
        await client.SendAsync(Mail.Create("logged in"), Token);

        var envelope = Assert.Single(await server.StoredAsync()).Envelope;
        Assert.Equal("alice", envelope.AuthenticatedAs);
        Assert.Equal("ESMTPSA", envelope.Protocol);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-256-PLUS")]
    [InlineData("XOAUTH2")]
    [InlineData("OAUTHBEARER")]
    public async Task A_wrong_secret_is_refused_and_the_session_goes_on(string mechanism)
    {
        await using var server = await TestServer.StartAsync(Setup(mechanism));
        using var client = await MailKitClient.ConnectAsync(server, SecureSocketOptions.StartTls);

        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync(Mechanism(mechanism, isRight: false), Token));
        await client.SendAsync(Mail.Create("nobody's"), Token);
        await client.AuthenticateAsync(Mechanism(mechanism, isRight: true), Token);
        await client.SendAsync(Mail.Create("Alice's"), Token);

        Assert.Equal([null, "alice"], (await server.StoredAsync()).Select(stored => stored.Envelope.AuthenticatedAs));
    }

    [Fact(Timeout = Timeout)]
    public async Task Passwords_are_asked_for_through_TLS_only()
    {
        await using var server = await TestServer.StartAsync(s_passwords);
        using var open = await MailKitClient.ConnectAsync(server, SecureSocketOptions.None);
        using var encrypted = await MailKitClient.ConnectAsync(server, SecureSocketOptions.StartTls);

        Assert.Equal(["SCRAM-SHA-256"], open.AuthenticationMechanisms);
        Assert.Equal(
            ["LOGIN", "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"], encrypted.AuthenticationMechanisms.Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = Timeout)]
    public async Task Mail_without_a_login_is_refused_where_one_is_required()
    {
        await using var server = await TestServer.StartAsync(s_passwords with
        {
            Configure = options => options.Protocol.RequireAuth = true,
        });
        using var client = await MailKitClient.ConnectAsync(server, SecureSocketOptions.StartTls);

        var refused = await Assert.ThrowsAsync<ServiceNotAuthenticatedException>(() => client.SendAsync(Mail.Create("refused"), Token));
        await client.AuthenticateAsync("alice", "secret", Token);
        await client.SendAsync(Mail.Create("taken"), Token);

        Assert.Contains("Authenticate first", refused.Message);
        Assert.Single(await server.StoredAsync());
    }

    private static ServerSetup Setup(string mechanism) => mechanism switch
    {
        "CRAM-MD5" => s_readable,
        "XOAUTH2" or "OAUTHBEARER" => s_tokens,
        _ => s_passwords,
    };

    private static SaslMechanism Mechanism(string name, bool isRight)
    {
        var password = new NetworkCredential("alice", isRight ? "secret" : "guessed");
        var token = new NetworkCredential("alice", isRight ? TokenCredentials.Alices : "guessed");
        return name switch
        {
            "PLAIN" => new SaslMechanismPlain(password),
            "LOGIN" => new SaslMechanismLogin(password),
            "CRAM-MD5" => new SaslMechanismCramMd5(password),
            "SCRAM-SHA-256" => new SaslMechanismScramSha256(password),
            "SCRAM-SHA-256-PLUS" => new SaslMechanismScramSha256Plus(password),
            "XOAUTH2" => new SaslMechanismOAuth2(token),
            "OAUTHBEARER" => new SaslMechanismOAuthBearer(token),
            _ => throw new ArgumentException($"MailKit has no mechanism {name}", nameof(name)),
        };
    }
}
