using System.Globalization;
using Samples.Imap;

namespace SmtpGen.Samples;

/// <summary>What a client of IMAP says to a server with one message, until the mailbox is selected.</summary>
internal static class MailConversation
{
    public static async Task RunAsync(ImapProtocolClient client, string user, string password, byte[] message, CancellationToken cancellationToken)
    {
        Assert.True((await client.ReadGreetingAsync(cancellationToken)).IsPositive);
        var capabilities = await client.CapabilityAsync(cancellationToken);
        Assert.Equal(ImapCapabilityReply.Capabilities, capabilities.Kind);
        Assert.Contains("IMAP4rev1", capabilities.Lines[0], StringComparison.Ordinal);
        Assert.False((await client.LoginAsync(user, "wrong", cancellationToken)).IsPositive);
        Assert.Equal(ImapLoginReply.Done, (await client.LoginAsync(user, password, cancellationToken)).Kind);
        Assert.Contains((await client.ListAsync("", "*", cancellationToken)).Before, reply => reply.Text.Contains("INBOX", StringComparison.Ordinal));

        Assert.Equal(ImapSelectReply.NoSuchMailbox, (await client.SelectAsync("no\r\nbox", cancellationToken)).Kind);
        var selected = await client.SelectAsync("INBOX", cancellationToken);
        Assert.Equal(ImapSelectReply.Selected, selected.Kind);
        Assert.Equal("1", selected.Before.Single(reply => reply.Name == "exists")["count"]);
        Assert.Equal(ImapState.Selected, client.State);

        var fetched = await client.FetchAsync("1", "(UID RFC822.SIZE BODY.PEEK[])", cancellationToken);
        Assert.Equal(ImapFetchReply.Done, fetched.Kind);
        var one = Assert.Single(fetched.Before);
        Assert.Equal("1", one["number"]);
        byte[] items = one.ValueOf("items")!.Value.ToArray();
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"RFC822.SIZE {message.Length}"), System.Text.Encoding.UTF8.GetString(items), StringComparison.Ordinal);
        Assert.True(items.AsSpan().IndexOf(message) > 0);
        Assert.Equal(" 1", (await client.SearchAsync("SUBJECT \"caf\"", cancellationToken)).Before.Single()["numbers"]);
        var noop = client.NoopAsync(cancellationToken);
        Assert.Equal(ImapNoopReply.Done, (await noop).Kind);
    }
}
