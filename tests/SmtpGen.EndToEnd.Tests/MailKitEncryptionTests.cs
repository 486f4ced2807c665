using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.EndToEnd.Tests;

public class MailKitEncryptionTests
{
    private const int Timeout = 300_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Timeout)]
    [InlineData("127.0.0.1:0", SecureSocketOptions.StartTls)]
    [InlineData("127.0.0.1:0 tls", SecureSocketOptions.SslOnConnect)]
    public async Task A_message_arrives_through_TLS_as_it_was_sent(string listen, SecureSocketOptions security)
    {
        await using var server = await TestServer.StartAsync(new() { Listen = listen, HasCertificate = true });
        using var client = await MailKitClient.ConnectAsync(server, security);
        var message = Mail.Create("encrypted");

        await client.SendAsync(message, Token);
        await client.DisconnectAsync(quit: true, Token);

        Assert.False(client.Capabilities.HasFlag(SmtpCapabilities.StartTLS));
        var stored = Assert.Single(await server.StoredAsync());
        Assert.StartsWith("TLS1.", stored.Envelope.Tls);
        Assert.Equal("ESMTPS", stored.Envelope.Protocol);
        Assert.Equal(Mail.Octets(message), await server.BodyAsync(stored));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_server_without_a_certificate_offers_no_STARTTLS()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await MailKitClient.ConnectAsync(server, SecureSocketOptions.None);

        Assert.False(client.Capabilities.HasFlag(SmtpCapabilities.StartTLS));
    }

    [Fact(Timeout = Timeout)]
    public async Task Mail_in_the_clear_is_refused_where_encryption_is_required()
    {
        await using var server = await TestServer.StartAsync(new()
        {
            HasCertificate = true,
            Configure = options => options.Protocol.RequireTls = true,
        });
        using var open = await MailKitClient.ConnectAsync(server, SecureSocketOptions.None);
        using var encrypted = await MailKitClient.ConnectAsync(server, SecureSocketOptions.StartTls);

        // MailKit reads each 530 as this.
        var refused = await Assert.ThrowsAsync<ServiceNotAuthenticatedException>(() => open.SendAsync(Mail.Create("open"), Token));
        await encrypted.SendAsync(Mail.Create("encrypted"), Token);

        Assert.Contains("Encrypt the connection first", refused.Message);
        Assert.Single(await server.StoredAsync());
    }

    [Fact(Timeout = Timeout)]
    public async Task REQUIRETLS_is_offered_through_TLS_and_kept_with_the_message()
    {
        await using var server = await TestServer.StartAsync(new()
        {
            HasCertificate = true,
            Configure = options => options.Protocol.Extensions |= SmtpExtensions.RequireTls,
        });
        using var open = await MailKitClient.ConnectAsync(server, SecureSocketOptions.None);
        using var client = await MailKitClient.ConnectAsync(server, SecureSocketOptions.StartTls);
        client.RequireTLS = true;

        await client.SendAsync(Mail.Create("confidential"), Token);

        Assert.False(open.Capabilities.HasFlag(SmtpCapabilities.RequireTLS));
        Assert.True(Assert.Single(await server.StoredAsync()).Envelope.Parameters.RequireTls);
    }
}
