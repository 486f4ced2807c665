using System.Text;
using SmtpGen.Protocols.Pop3;

namespace SmtpGen.Samples;

/// <summary>What a client of POP3 says to a server with one message.</summary>
internal static class PopConversation
{
    public static async Task RunAsync(Pop3ProtocolClient client, string user, string password, byte[] message, CancellationToken cancellationToken)
    {
        Assert.Equal(Pop3GreetingReply.Greeting, (await client.ReadGreetingAsync(cancellationToken)).Kind);
        var capabilities = await client.CapaAsync(cancellationToken);
        Assert.Equal(Pop3CapaReply.Capabilities, capabilities.Kind);
        Assert.True(client.Capabilities.Offers("UIDL"), string.Join(", ", client.Capabilities.Keywords));
        Assert.True((await client.UserAsync(user, cancellationToken)).IsPositive);
        Assert.True((await client.PassAsync(password, cancellationToken)).IsPositive);
        Assert.Equal(Pop3State.Transaction, client.State);
        Assert.StartsWith("1 ", (await client.StatAsync(cancellationToken))["drop-listing"], StringComparison.Ordinal);
        Assert.True((await client.ListAsync(cancellationToken: cancellationToken)).IsPositive);
        Assert.StartsWith("1 ", Encoding.ASCII.GetString(await client.ReadBodyAsync(cancellationToken)), StringComparison.Ordinal);
        Assert.StartsWith("1 ", (await client.ListAsync(1, cancellationToken))["scan-listing"], StringComparison.Ordinal);
        Assert.False((await client.RetrAsync(7, cancellationToken)).IsPositive);
        Assert.Equal(Pop3RetrReply.MessageFollows, (await client.RetrAsync(1, cancellationToken)).Kind);
        Assert.Equal(message, await client.ReadBodyAsync(cancellationToken));
        Assert.True((await client.UidlAsync(cancellationToken: cancellationToken)).IsPositive);
        Assert.StartsWith("1 ", Encoding.ASCII.GetString(await client.ReadBodyAsync(cancellationToken)), StringComparison.Ordinal);
        Assert.Equal(Pop3QuitReply.Bye, (await client.QuitAsync(cancellationToken)).Kind);
        Assert.True(client.IsClosed);
    }
}
