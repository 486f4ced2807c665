using MimeKit;

namespace SmtpGen.EndToEnd.Tests;

public class MailKitTests
{
    private const int Timeout = 300_000;

    [Theory(Timeout = Timeout)]
    [InlineData("sqlite")]
    [InlineData("maildir")]
    public async Task A_message_is_stored_with_its_envelope_as_it_was_sent(string scheme)
    {
        await using var server = await TestServer.StartAsync(new() { Scheme = scheme });
        var message = Mail.Create("plain");

        await Mail.SendAsync(server.Port, null, message);

        var stored = Assert.Single(await server.StoredAsync());
        Assert.Equal("alice@client.example", stored.Envelope.ReversePath);
        Assert.Equal(["bob@mx.example"], stored.Envelope.ForwardPaths);
        Assert.False(stored.Envelope.SmtpUtf8);
        Assert.Equal(Mail.Octets(message), await server.BodyAsync(stored));
    }

    [Fact(Timeout = Timeout)]
    public async Task An_internationalized_address_arrives_in_UTF8()
    {
        await using var server = await TestServer.StartAsync();
        var message = Mail.Create("件名");
        message.To.Clear();
        message.To.Add(new MailboxAddress("太郎", "用户@例え.example"));

        await Mail.SendAsync(server.Port, Mail.International, message);

        var stored = Assert.Single(await server.StoredAsync());
        Assert.Equal(["用户@例え.example"], stored.Envelope.ForwardPaths);
        Assert.True(stored.Envelope.SmtpUtf8);
        Assert.Equal(Mail.Octets(message, Mail.International), await server.BodyAsync(stored));
    }

    [Fact(Timeout = Timeout)]
    public async Task Ten_megabytes_of_attachments_arrive_unchanged()
    {
        await using var server = await TestServer.StartAsync();
        var random = new Random(5321);
        var content = new BodyBuilder { TextBody = "Two attachments\n" };
        foreach (string name in new[] { "a.bin", "b.bin" })
        {
            byte[] octets = new byte[5 * 1024 * 1024];
            random.NextBytes(octets);
            content.Attachments.Add(name, octets);
        }

        var message = Mail.Create("large", content.ToMessageBody());

        await Mail.SendAsync(server.Port, null, message);

        byte[] sent = Mail.Octets(message);
        var stored = Assert.Single(await server.StoredAsync());
        Assert.True(sent.Length > 10 * 1024 * 1024);
        Assert.Equal(sent.Length, stored.Size);
        Assert.Equal(Mail.Digest(sent), Mail.Digest(await server.BodyAsync(stored)));
    }

    [Fact(Timeout = Timeout)]
    public async Task Fifty_messages_over_ten_connections_at_a_time_are_all_stored()
    {
        await using var server = await TestServer.StartAsync();
        MimeMessage[] messages = [.. Enumerable.Range(0, 50).Select(number => Mail.Create($"number {number}"))];

        await Task.WhenAll(messages.Chunk(5).Select(five => Mail.SendAsync(server.Port, null, five)));

        var digests = new List<string>();
        foreach (var stored in await server.StoredAsync())
            digests.Add(Mail.Digest(await server.BodyAsync(stored)));
        Assert.Equal(messages.Select(message => Mail.Digest(Mail.Octets(message))).Order(), digests.Order());
    }
}
