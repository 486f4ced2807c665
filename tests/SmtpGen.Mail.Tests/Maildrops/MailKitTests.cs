using System.Text;
using MailKit.Net.Pop3;
using MailKit.Security;

namespace SmtpGen.Mail.Tests.Maildrops;

public class MailKitTests
{
    private const int Timeout = 300_000;

    [Theory(Timeout = Timeout)]
    [InlineData("sqlite")]
    [InlineData("maildir")]
    public async Task Messages_arrive_as_they_were_stored(string kind)
    {
        await using var server = await Pop3Server.StartAsync(kind);
        byte[][] messages = [Encoding.ASCII.GetBytes(Messages.Dotted), Messages.Large, Encoding.ASCII.GetBytes(Messages.Short)];
        foreach (byte[] message in messages)
            await server.Mail.DeliverAsync(message);
        using var client = await ConnectAsync(server.Port, SecureSocketOptions.None);
        await client.AuthenticateAsync("bob", MailStore.Password, TestContext.Current.CancellationToken);

        Assert.Equal(messages.Select(message => message.Length), await client.GetMessageSizesAsync(TestContext.Current.CancellationToken));
        for (int i = 0; i < messages.Length; i++)
            Assert.Equal(messages[i], await OctetsAsync(client, i));
        await client.DisconnectAsync(true, TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = Timeout)]
    public async Task Unique_ids_are_the_same_in_the_next_session()
    {
        await using var server = await Pop3Server.StartAsync();
        await server.Mail.DeliverAsync(Messages.Short, Messages.Short);
        var seen = new List<IList<string>>();
        for (int i = 0; i < 2; i++)
        {
            using var client = await ConnectAsync(server.Port, SecureSocketOptions.None);
            await client.AuthenticateAsync("bob", MailStore.Password, TestContext.Current.CancellationToken);
            seen.Add(await client.GetMessageUidsAsync(TestContext.Current.CancellationToken));
            await client.DisconnectAsync(true, TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, seen[0].Distinct().Count());
        Assert.Equal(seen[0], seen[1]);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("PLAIN", true)]
    [InlineData("PLAIN", false)]
    [InlineData("LOGIN", true)]
    [InlineData("SCRAM-SHA-256", true)]
    [InlineData("SCRAM-SHA-256-PLUS", true)]
    [InlineData("SCRAM-SHA-256", false)]
    public async Task A_client_logs_in_over_TLS_and_deletes(string mechanism, bool isUpgraded)
    {
        await using var server = await Pop3Server.StartAsync(hasTls: true);
        await server.Mail.DeliverAsync(Messages.Short, Messages.Dotted);
        using var client = isUpgraded
            ? await ConnectAsync(server.Port, SecureSocketOptions.StartTls)
            : await ConnectAsync(server.TlsPort, SecureSocketOptions.SslOnConnect);
        Assert.Contains(mechanism, client.AuthenticationMechanisms);

        await client.AuthenticateAsync(Mechanism(mechanism, MailStore.Password), TestContext.Current.CancellationToken);

        Assert.Equal(Encoding.ASCII.GetBytes(Messages.Dotted), await OctetsAsync(client, 1));
        await client.DeleteMessageAsync(0, TestContext.Current.CancellationToken);
        await client.DisconnectAsync(true, TestContext.Current.CancellationToken);
        Assert.Equal(1, await server.Mail.CountAsync());
    }

    [Theory(Timeout = Timeout)]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    public async Task A_wrong_password_is_refused(string mechanism)
    {
        await using var server = await Pop3Server.StartAsync(hasTls: true);
        using var client = await ConnectAsync(server.Port, SecureSocketOptions.StartTls);

        await Assert.ThrowsAsync<AuthenticationException>(
            () => client.AuthenticateAsync(Mechanism(mechanism, "wrong"), TestContext.Current.CancellationToken));
    }

    private static async Task<Pop3Client> ConnectAsync(int port, SecureSocketOptions security)
    {
        var client = new Pop3Client { ServerCertificateValidationCallback = (_, _, _, _) => true };
        await client.ConnectAsync("127.0.0.1", port, security, TestContext.Current.CancellationToken);
        return client;
    }

    private static SaslMechanism Mechanism(string name, string password) => name switch
    {
        "PLAIN" => new SaslMechanismPlain("bob", password),
        "LOGIN" => new SaslMechanismLogin("bob", password),
        "SCRAM-SHA-256-PLUS" => new SaslMechanismScramSha256Plus("bob", password),
        _ => new SaslMechanismScramSha256("bob", password),
    };

    private static async Task<byte[]> OctetsAsync(Pop3Client client, int index)
    {
        await using var stream = await client.GetStreamAsync(index, false, TestContext.Current.CancellationToken);
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, TestContext.Current.CancellationToken);
        return all.ToArray();
    }
}
