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
