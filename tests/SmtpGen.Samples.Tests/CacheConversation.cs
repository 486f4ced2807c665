using Samples.Memcached;

namespace SmtpGen.Samples;

/// <summary>What a client of memcached says, to whichever server.</summary>
internal static class CacheConversation
{
    public static async Task RunAsync(MemcachedProtocolClient client, CancellationToken cancellationToken)
    {
        byte[] octets = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];
        Assert.Equal(MemcachedSetReply.Stored, (await client.SetAsync("one", 5, "0", "END\r\n"u8.ToArray(), cancellationToken: cancellationToken)).Kind);
        Assert.Equal(MemcachedSetReply.Stored, (await client.SetAsync("all", 0, "0", octets, cancellationToken: cancellationToken)).Kind);
        Assert.Equal(MemcachedAddReply.NotStored, (await client.AddAsync("one", 0, "0", octets, cancellationToken: cancellationToken)).Kind);
        client.Commands.Set("quiet", 1, "0", "q"u8, noreply: true);
        client.Commands.ExpectNoReply();

        var found = await client.GetAsync(["one", "none", "all", "quiet"], cancellationToken);
        Assert.Equal(MemcachedGetReply.End, found.Kind);
        Assert.Equal(["one", "all", "quiet"], found.Before.Select(value => value["key"]!));
        Assert.Equal("5", found.Before[0]["flags"]);
        Assert.Equal("END\r\n", found.Before[0]["data"]);
        Assert.Equal(octets, found.Before[1].ValueOf("data")!.Value.ToArray());

        await client.SetAsync("n", 0, "0", "41"u8.ToArray(), cancellationToken: cancellationToken);
        Assert.Equal("42", (await client.IncrAsync("n", 1, cancellationToken: cancellationToken))["value"]);
        Assert.Equal(MemcachedIncrReply.NotFound, (await client.IncrAsync("none", 1, cancellationToken: cancellationToken)).Kind);
        var refused = await client.IncrAsync("one", 1, cancellationToken: cancellationToken);
        Assert.False(refused.IsPositive, refused.ToString());
        Assert.NotEmpty((await client.VersionAsync(cancellationToken)).Text);
        await Assert.ThrowsAsync<ArgumentException>(async () => await client.GetAsync(["two words\r\n"], cancellationToken));
        await client.QuitAsync(cancellationToken);
        Assert.True(client.IsClosed);
    }
}
