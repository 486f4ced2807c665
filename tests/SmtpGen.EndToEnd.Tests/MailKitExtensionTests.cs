using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using SmtpGen.Storage;

namespace SmtpGen.EndToEnd.Tests;

/// <summary>MailKit uses what the server offers.</summary>
public class MailKitExtensionTests
{
    private const int Timeout = 300_000;

    [Theory(Timeout = Timeout)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_travels_encrypted_and_authenticated(bool fromTheStart)
    {
        await using var served = await Served.StartAsync();
        using var client = await ConnectedAsync(served, fromTheStart);
        await client.AuthenticateAsync("alice", "secret", TestContext.Current.CancellationToken);

        await client.SendAsync(Mail.Create("secret"), TestContext.Current.CancellationToken);

        var stored = await served.OnlyAsync();
        Assert.Equal("ESMTPSA", stored.Envelope.Protocol);
        Assert.Equal("alice", stored.Envelope.AuthenticatedAs);
        Assert.StartsWith("TLS1.3", stored.Envelope.Tls, StringComparison.Ordinal);
        string text = Encoding.UTF8.GetString(await served.BodyAsync(stored));
        Assert.StartsWith("Return-Path: <alice@client.example>\r\nReceived: from ", text, StringComparison.Ordinal);
        Assert.Contains("with ESMTPSA", text, StringComparison.Ordinal);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-256-PLUS")]
    public async Task Each_mechanism_logs_in(string mechanism)
    {
        await using var served = await Served.StartAsync();
        using var client = await ConnectedAsync(served, fromTheStart: true);
        Assert.Contains(mechanism, client.AuthenticationMechanisms);

        await client.AuthenticateAsync(Mechanism(mechanism), TestContext.Current.CancellationToken);

        Assert.True(client.IsAuthenticated);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_wrong_password_is_refused_and_the_session_goes_on()
    {
        await using var served = await Served.StartAsync();
        using var client = await ConnectedAsync(served, fromTheStart: true);

        await Assert.ThrowsAsync<AuthenticationException>(
            () => client.AuthenticateAsync("alice", "wrong", TestContext.Current.CancellationToken));
        await client.AuthenticateAsync("alice", "secret", TestContext.Current.CancellationToken);

        Assert.True(client.IsAuthenticated);
    }

    [Fact(Timeout = Timeout)]
    public async Task Mail_is_refused_before_authentication_where_it_is_required()
    {
        await using var served = await Served.StartAsync("--require-auth");
        using var client = await ConnectedAsync(served, fromTheStart: false);

        // MailKit takes 530 for what it says.
        await Assert.ThrowsAsync<ServiceNotAuthenticatedException>(
            () => client.SendAsync(Mail.Create("refused"), TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_large_message_in_chunks_arrives_unchanged()
    {
        await using var served = await Served.StartAsync("--no-trace");
        using var client = await ConnectedAsync(served, fromTheStart: true);
        Assert.True(client.Capabilities.HasFlag(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime));
        byte[] octets = new byte[5 * 1024 * 1024];
        new Random(3030).NextBytes(octets);
        var content = new BodyBuilder { TextBody = "One attachment\n" };
        content.Attachments.Add("a.bin", octets);
        var message = Mail.Create("large", content.ToMessageBody());

        await client.SendAsync(message, TestContext.Current.CancellationToken);

        var stored = await served.OnlyAsync();
        using var body = new MemoryStream(await served.BodyAsync(stored));
        var parsed = await MimeMessage.LoadAsync(body, TestContext.Current.CancellationToken);
        using var attachment = new MemoryStream();
        await ((MimePart)parsed.Attachments.Single()).Content!.DecodeToAsync(attachment, TestContext.Current.CancellationToken);
        Assert.Equal(Mail.Digest(octets), Mail.Digest(attachment.ToArray()));
    }

    [Fact(Timeout = Timeout)]
    public async Task What_the_client_wants_to_be_told_is_stored()
    {
        await using var served = await Served.StartAsync();
        using var client = new ReportingClient();
        await ConnectAsync(client, served, fromTheStart: true);

        await client.SendAsync(Mail.Create("reports"), TestContext.Current.CancellationToken);

        var envelope = (await served.OnlyAsync()).Envelope;
        Assert.Equal("QQ314159", envelope.Parameters.EnvelopeId);
        Assert.Equal(NotifyConditions.Success | NotifyConditions.Failure, Assert.Single(envelope.Recipients).Notify);
        Assert.Equal("bob@mx.example", envelope.Recipients[0].OriginalRecipient?.Address);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_message_that_must_stay_encrypted_says_so()
    {
        await using var served = await Served.StartAsync("--offer", "REQUIRETLS");
        using var client = await ConnectedAsync(served, fromTheStart: true);
        client.RequireTLS = true;

        await client.SendAsync(Mail.Create("encrypted"), TestContext.Current.CancellationToken);

        Assert.True((await served.OnlyAsync()).Envelope.Parameters.RequireTls);
    }

    private static async Task<SmtpClient> ConnectedAsync(Served served, bool fromTheStart)
    {
        var client = new SmtpClient();
        await ConnectAsync(client, served, fromTheStart);
        return client;
    }

    private static Task ConnectAsync(SmtpClient client, Served served, bool fromTheStart)
    {
        client.ServerCertificateValidationCallback = (_, _, _, _) => true;
        return client.ConnectAsync(
            "127.0.0.1",
            fromTheStart ? served.TlsPort : served.Port,
            fromTheStart ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls,
            TestContext.Current.CancellationToken);
    }

    private static SaslMechanism Mechanism(string name) => name switch
    {
        "PLAIN" => new SaslMechanismPlain("alice", "secret"),
        "LOGIN" => new SaslMechanismLogin("alice", "secret"),
        "SCRAM-SHA-256" => new SaslMechanismScramSha256("alice", "secret"),
        _ => new SaslMechanismScramSha256Plus("alice", "secret"),
    };

    private sealed class ReportingClient : SmtpClient
    {
        protected override string GetEnvelopeId(MimeMessage message) => "QQ314159";

        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
            DeliveryStatusNotification.Success | DeliveryStatusNotification.Failure;
    }
}
