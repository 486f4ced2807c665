namespace SmtpGen.Storage.Tests;

/// <summary>Alone in the process while it runs, since it counts what the whole process allocates.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests : StoreContract
{
    private const int Mebi = 1024 * 1024;
    private const int BodyLength = 64 * Mebi;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_large_body_flows_through_without_being_collected_in_memory(string kind)
    {
        byte[] piece = Messages.RandomOctets(Mebi);
        await using IMessageStore store = Open(kind);
        string id = await StoreAsync(store, piece, BodyLength);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await StoreAsync(store, piece, BodyLength);
        await using (Stream body = await store.OpenAsync(id, Token))
        {
            byte[] read = piece;
            while (await body.ReadAsync(read, Token) > 0)
            {
            }
        }

        // A database of another process is asked for each piece, and a question costs some kilobytes.
        int limit = kind == "postgres" ? BodyLength / 8 : BodyLength / 16;
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, limit);
    }

    private static async Task<string> StoreAsync(IMessageStore store, byte[] piece, int length)
    {
        await using IMessageWriter writer = await store.BeginAsync(Messages.Envelope(), Token);
        for (int written = 0; written < length; written += piece.Length)
            await writer.WriteAsync(piece, Token);
        return await writer.CommitAsync(Token);
    }
}
