using System.Text;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using SmtpGen.Storage;

namespace SmtpGen.Samples;

/// <summary>The IMAP sample with MailKit.</summary>
public class MailKitTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mail_of_the_user_is_read_searched_and_awaited_by_MailKit()
    {
        using var around = new TemporaryFolder();
        await using var store = MaildirMessageStore.Open(around.Path);
        await DeliverAsync(store, "demo@localhost", "one", ".dot\r\n");
        await DeliverAsync(store, "other@localhost", "not mine", "secret\r\n");
        await DeliverAsync(store, "demo@localhost", "zw\u00f6lf", "caf\u00e9\r\n");
        await using var server = await SampleProgram.StartAsync(typeof(global::Samples.MailHandler), "Imap", $"Maildir={around.Path}", "User=demo@localhost", "Password=demo");
        using var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", server.Port, SecureSocketOptions.None, CancellationToken);
        await Assert.ThrowsAsync<AuthenticationException>(() => client.AuthenticateAsync("demo@localhost", "wrong", CancellationToken));
        await client.AuthenticateAsync("demo@localhost", "demo", CancellationToken);

        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, CancellationToken);
        Assert.Equal(2, client.Inbox.Count);
        var summaries = await client.Inbox.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.Size | MessageSummaryItems.InternalDate, CancellationToken);
        Assert.Equal(["one", "zw\u00f6lf"], summaries.Select(summary => summary.Envelope?.Subject));
        Assert.Equal("ann@example.org", Assert.Single(summaries[0].Envelope!.From.Mailboxes).Address);
        var message = await client.Inbox.GetMessageAsync(summaries[1].UniqueId, CancellationToken);
        Assert.Equal("caf\u00e9", message.TextBody?.TrimEnd());
        Assert.Equal([summaries[0].UniqueId], await client.Inbox.SearchAsync(SearchQuery.SubjectContains("one"), CancellationToken));

        using var grown = new CancellationTokenSource();
        client.Inbox.CountChanged += (_, _) => grown.Cancel();
        var idling = client.IdleAsync(grown.Token, CancellationToken);
        await DeliverAsync(store, "demo@localhost", "three", "new\r\n");
        await idling;
        Assert.Equal(3, client.Inbox.Count);
        Assert.Equal("three", (await client.Inbox.GetMessageAsync(2, CancellationToken)).Subject);
        await client.DisconnectAsync(quit: true, CancellationToken);
    }

    private static async Task DeliverAsync(MaildirMessageStore store, string to, string subject, string body)
    {
        await using var writer = await store.BeginAsync(new() { ReversePath = "ann@example.org", Recipients = [new(to)] }, CancellationToken);
        await writer.WriteAsync(Encoding.UTF8.GetBytes($"From: Ann <ann@example.org>\r\nTo: {to}\r\nSubject: {subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}"), CancellationToken);
        await writer.CommitAsync(CancellationToken);
    }
}
