using System.Text;
using SmtpGen.Envelopes;
using SmtpGen.Storage;
using SmtpGen.Tool.Commands;

namespace SmtpGen.Tool.Tests;

/// <summary>Stores with mail in them.</summary>
internal static class StoredMail
{
    /// <summary>Stores the same message so many times, and gives the ids, oldest first.</summary>
    public static async Task<List<string>> StoreAsync(
        string location, int count, string message = "Subject: stored\r\n\r\nbody\r\n", string[]? recipients = null, DateTimeOffset? receivedAt = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var store = StoreOption.Open(location, StoreAccess.ReadWrite);
        var envelope = new ReceivedEnvelope
        {
            ReversePath = "ann@example.org",
            Recipients = [.. (recipients ?? ["bob@example.net"]).Select(path => new Recipient(path))],
            ReceivedAt = receivedAt ?? DateTimeOffset.Now,
        };
        byte[] octets = Encoding.UTF8.GetBytes(message);
        var ids = new List<string>();
        // Side by side, since messages that wait together share a sync; the queue keeps their order.
        foreach (int[] some in Enumerable.Range(0, count).Chunk(200))
        {
            var writers = new List<IMessageWriter>();
            var commits = new List<Task<string>>();
            foreach (int _ in some)
            {
                var writer = await store.BeginAsync(envelope, cancellationToken);
                writers.Add(writer);
                await writer.WriteAsync(octets, cancellationToken);
                commits.Add(writer.CommitAsync(cancellationToken).AsTask());
            }

            ids.AddRange(await Task.WhenAll(commits));
            foreach (var writer in writers)
                await writer.DisposeAsync();
        }

        return ids;
    }
}
