using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MimeKit;
using SmtpGen.Envelopes;
using SmtpGen.Mail;
using SmtpGen.Server.Hosting;
using SmtpGen.Storage;

namespace SmtpGen.Samples;

/// <summary>The sample store keeps what stores promise.</summary>
public sealed class OwnStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smtpgen-own-store-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string LogPath => Path.Combine(_folder.FullName, "mail.log");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_was_stored_and_not_deleted_is_there_after_every_opening_even_after_a_crash_in_the_middle_of_a_write(int seed)
    {
        var random = new Random(seed);
        var expected = new SortedDictionary<long, byte[]>();
        for (int opening = 0; opening < 8; opening++)
        {
            await using (var store = new global::Samples.LogMessageStore(LogPath))
            {
                await AssertSameAsync(store, expected);
                byte[][] bodies = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Body(random))];
                string[] ids = await Task.WhenAll(bodies.Select(body => StoreAsync(store, body)));
                for (int index = 0; index < ids.Length; index++)
                    expected.Add(long.Parse(ids[index], System.Globalization.CultureInfo.InvariantCulture), bodies[index]);
                if (expected.Count > 0 && random.Next(2) == 0)
                {
                    long deleted = expected.Keys.ElementAt(random.Next(expected.Count));
                    await store.DeleteAsync([$"{deleted}", "no number", "4711"], Token);
                    expected.Remove(deleted);
                }

                await AssertSameAsync(store, expected);
            }

            await using var log = new FileStream(LogPath, FileMode.Append);
            byte[] torn = Encoding.UTF8.GetBytes("""{"id":99,"size":1000,"envelope":"x"}""" + "\nhalf a body");
            log.Write(torn.AsSpan(0, random.Next(torn.Length)));
        }
    }

    [Fact]
    public async Task A_server_keeps_mail_in_it()
    {
        await using var store = new global::Samples.LogMessageStore(LogPath);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSmtpServer(store, options => options.Listen.Add("127.0.0.1:0"));
        using var host = builder.Build();
        await host.StartAsync(Token);
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", host.Services.GetRequiredService<ProtocolServerService<SmtpServerOptions>>().Server.EndPoints[0].Port, SecureSocketOptions.None, Token);
        var message = new MimeMessage { Subject = "Greetings", Body = new TextPart("plain") { Text = new string('x', 1_000_000) } };
        await client.SendAsync(message, new MailboxAddress("", "alice@example.org"), [new MailboxAddress("", "bob@example.org")], Token);
        await client.DisconnectAsync(quit: true, Token);
        await host.StopAsync(Token);

        var stored = (await store.FindAsync("1", Token))!;
        Assert.Equal(("alice@example.org", "Greetings"), (stored.Envelope.ReversePath, stored.Subject));
        using var body = await store.OpenAsync("1", Token);
        Assert.Contains("xxxx", (await MimeMessage.LoadAsync(body, Token)).TextBody!, StringComparison.Ordinal);
        Assert.Equal(["mail.log"], _folder.GetFiles().Select(file => file.Name));
    }

    private static async Task AssertSameAsync(global::Samples.LogMessageStore store, SortedDictionary<long, byte[]> expected)
    {
        var listed = new List<string>();
        await foreach (var message in store.ListAsync(Token))
            listed.Add(message.Id);
        Assert.Equal(expected.Keys.Select(id => $"{id}"), listed);
        var newest = new List<string>();
        await foreach (var message in store.ListNewestAsync(null, Token))
            newest.Add(message.Id);
        Assert.Equal(Enumerable.Reverse(listed), newest);
        foreach (var (id, body) in expected)
        {
            using var copy = new MemoryStream();
            await using var stream = await store.OpenAsync($"{id}", Token);
            await stream.CopyToAsync(copy, Token);
            Assert.True(copy.ToArray().AsSpan().SequenceEqual(body), $"message {id} has another body");
        }

        await Assert.ThrowsAsync<StoreException>(async () => await store.OpenAsync("4711", Token));
    }

    private static byte[] Body(Random random)
    {
        byte[] body = new byte[random.Next(5) == 0 ? random.Next(1_000_000) : random.Next(200)];
        random.NextBytes(body);
        return body;
    }

    private static async Task<string> StoreAsync(IMessageStore store, byte[] body)
    {
        await using var writer = await store.BeginAsync(new ReceivedEnvelope(new MailEnvelope("alice@example.org", "bob@example.org")), Token);
        await writer.WriteAsync(body, Token);
        return await writer.CommitAsync(Token);
    }
}
