using SmtpGen.Sasl;

namespace SmtpGen.Client.Tests;

public sealed class LoginTests
{
    private const string Opening = """
        S: 220 mx.example
        C: EHLO client.example
        S- 250-mx.example
        """;

    private static readonly SaslClientOptions s_plainText = new() { AllowPlaintextWithoutTls = true };

    [Fact(Timeout = 60_000)]
    public Task A_password_goes_with_the_command() => PlayAsync("""
        S: 250 AUTH PLAIN LOGIN
        C: AUTH PLAIN AGFsaWNlAHNlY3JldA==
        S: 235 ok
        """);

    [Fact(Timeout = 60_000)]
    public Task What_does_not_fit_into_a_command_follows_it() => PlayAsync(
        $"""
        S: 250 AUTH XOAUTH2
        C: AUTH XOAUTH2
        S: 334 
        C: {Convert.ToBase64String([.. "user=alice\u0001auth=Bearer "u8, .. Token(), .. "\u0001\u0001"u8])}
        S: 235 ok
        """,
        new SaslClientToken("alice", new string('t', 500)));

    [Fact(Timeout = 60_000)]
    public async Task A_password_is_not_shown_without_TLS()
    {
        var exception = await FailAsync("S: 250 AUTH PLAIN", allow: false);
        Assert.Contains("PLAIN would show the secret to anybody on the way: use TLS", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_without_AUTH_is_named()
        => Assert.Contains("offers no mechanism", (await FailAsync("S: 250 SIZE", allow: true)).Message, StringComparison.Ordinal);

    [Fact(Timeout = 60_000)]
    public async Task A_wrong_password_is_explained()
    {
        var exception = await FailAsync(
            """
            S: 250 AUTH LOGIN
            C: AUTH LOGIN
            S: 334 VXNlcm5hbWU6
            C: YWxpY2U=
            S: 334 UGFzc3dvcmQ6
            C: c2VjcmV0
            S: 535 5.7.8 No
            """,
            allow: true);
        Assert.Equal(535, exception.Reply!.Code);
        Assert.Contains("with \"535 5.7.8 No\" (state Idle). User name and password", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_challenge_that_is_none_is_given_up()
    {
        var exception = await FailAsync(
            """
            S: 250 AUTH CRAM-MD5
            C: AUTH CRAM-MD5
            S: 334 not base64
            C: *
            S: 501 cancelled
            """,
            allow: false);
        Assert.Contains("the server's challenge for CRAM-MD5 is not Base64", exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_does_not_prove_that_it_knows_the_password_is_not_trusted()
    {
        var exception = await FailAsync(
            """
            S: 250 AUTH SCRAM-SHA-256
            C: AUTH SCRAM-SHA-256 *
            S: 235 welcome
            """,
            allow: false);
        Assert.Contains("reports success before the exchange of SCRAM-SHA-256 is over", exception.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("PLAIN LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-256")]
    public async Task Nobody_logs_in_to_a_server_whose_STARTTLS_was_taken_out(string mechanisms)
    {
        var exception = await OpenAsync($"S: 250 AUTH {mechanisms}", TlsPolicy.WhenOffered);
        Assert.Equal(MailSendFailure.Tls, exception.Failure);
        Assert.Contains("does not list STARTTLS, and a login needs an encrypted connection", exception.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("454 4.7.0 Not now")]
    [InlineData("502 5.5.1 What?")]
    [InlineData("554 5.7.0 Never")]
    public async Task Nobody_logs_in_to_a_server_that_lists_STARTTLS_and_refuses_it(string refusal)
    {
        var exception = await OpenAsync($"S- 250-STARTTLS\nS: 250 AUTH CRAM-MD5\nC: STARTTLS\nS: {refusal}", TlsPolicy.WhenOffered);
        Assert.Equal(MailSendFailure.Tls, exception.Failure);
        Assert.Contains(refusal, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_login_is_encrypted_unless_it_is_said_otherwise()
        => Assert.Equal(TlsPolicy.Required, new MailSenderOptions { Host = "mx.example", Credentials = new SaslClientPassword("alice", "secret") }.Tls);

    [Fact(Timeout = 60_000)]
    public async Task Where_a_login_may_be_seen_TLS_may_be_missing()
    {
        await using var server = ScriptedServer.Play($"{Opening}\nS: 250 AUTH CRAM-MD5\nC: AUTH CRAM-MD5\nS: 334 PDFAeD4=\nC: YWxpY2Ug*\nS: 235 ok\nC: QUIT\nS: 221 bye");
        var options = server.Options with
        {
            Tls = TlsPolicy.WhenOffered,
            Credentials = new SaslClientPassword("alice", "secret"),
            Sasl = s_plainText,
        };
        await using var sender = await MailSender.ConnectAsync(options, TestContext.Current.CancellationToken);
        await sender.QuitAsync(TestContext.Current.CancellationToken);
    }

    // The script ends where the client has to: whatever it said after it would be lost with the connection.
    private static async Task<MailSendException> OpenAsync(string script, TlsPolicy policy)
    {
        await using var server = ScriptedServer.Play($"{Opening}\n{script}");
        var options = server.Options with { Tls = policy, Credentials = new SaslClientPassword("alice", "secret") };
        return await Assert.ThrowsAsync<MailSendException>(async () => await MailSender.ConnectAsync(options, TestContext.Current.CancellationToken));
    }

    private static byte[] Token() => [.. Enumerable.Repeat((byte)'t', 500)];

    private static async Task PlayAsync(string script, SaslClientCredentials? credentials = null)
    {
        await using var server = ScriptedServer.Play($"{Opening}\n{script}\nC: QUIT\nS: 221 bye");
        var options = server.Options with { Credentials = credentials ?? new SaslClientPassword("alice", "secret"), Sasl = s_plainText };
        await using var sender = await MailSender.ConnectAsync(options, TestContext.Current.CancellationToken);
        await sender.QuitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<MailSendException> FailAsync(string script, bool allow)
    {
        await using var server = ScriptedServer.Play($"{Opening}\n{script}");
        var options = server.Options with { Credentials = new SaslClientPassword("alice", "secret"), Sasl = allow ? s_plainText : new() };
        var exception = await Assert.ThrowsAsync<MailSendException>(
            async () => await MailSender.ConnectAsync(options, TestContext.Current.CancellationToken));
        Assert.Equal(MailSendFailure.Authentication, exception.Failure);
        return exception;
    }
}
