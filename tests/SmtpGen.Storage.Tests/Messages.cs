using System.Text;
using SmtpGen.Envelopes;

namespace SmtpGen.Storage.Tests;

/// <summary>Short ways to say what the tests do with messages.</summary>
internal static class Messages
{
    public static ReceivedEnvelope Envelope(params string[] forwardPaths)
        => new()
        {
            ReversePath = "alice@example.org",
            Recipients = Recipients(forwardPaths.Length > 0 ? forwardPaths : ["bob@example.com"]),
        };

    public static IReadOnlyList<Recipient> Recipients(params IEnumerable<string> forwardPaths)
        => [.. forwardPaths.Select(path => new Recipient(path))];

    public static Task<string> StoreAsync(this IMessageStore store, string body, CancellationToken token)
        => store.StoreAsync(Envelope(), Encoding.UTF8.GetBytes(body), token);

    public static async Task<string> StoreAsync(
        this IMessageStore store, ReceivedEnvelope envelope, ReadOnlyMemory<byte> body, CancellationToken token)
    {
        await using IMessageWriter writer = await store.BeginAsync(envelope, token);
        await writer.WriteAsync(body, token);
        return await writer.CommitAsync(token);
    }

    public static async Task<byte[]> ReadAsync(this IMessageStore store, string id, CancellationToken token)
    {
        await using Stream body = await store.OpenAsync(id, token);
        using var copy = new MemoryStream();
        await body.CopyToAsync(copy, token);
        return copy.ToArray();
    }

    public static async Task<string> ReadTextAsync(this IMessageStore store, string id, CancellationToken token)
        => Encoding.UTF8.GetString(await store.ReadAsync(id, token));

    public static async Task<List<StoredMessage>> ListAllAsync(this IMessageStore store, CancellationToken token)
    {
        var messages = new List<StoredMessage>();
        await foreach (StoredMessage message in store.ListAsync(token))
            messages.Add(message);
        return messages;
    }

    public static byte[] RandomOctets(int length, int seed = 1)
    {
        byte[] octets = new byte[length];
        new Random(seed).NextBytes(octets);
        return octets;
    }

    /// <summary>Says where two large bodies differ, rather than printing them.</summary>
    public static void AssertSame(byte[] expected, byte[] actual, string what = "the body")
    {
        int same = expected.AsSpan().CommonPrefixLength(actual);
        Assert.True(
            same == expected.Length && same == actual.Length,
            $"{what}: {expected.Length} octets were stored and {actual.Length} read, and the first {same} are the same");
    }
}
