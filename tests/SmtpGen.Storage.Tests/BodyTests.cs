using System.Text;

namespace SmtpGen.Storage.Tests;

public sealed class BodyTests : StoreContract
{
    private const int Mebi = 1024 * 1024;

    public static TheoryData<string, string> KindsAndTexts
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string kind in (string[])["sqlite", "maildir"])
            {
                foreach (string text in (string[])["", "\r\n", "no final newline", "bare \r and bare \n stay", ".\r\n..\r\n", "nul \0 stays\r\n"])
                    data.Add(kind, text);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndTexts))]
    public async Task A_body_comes_back_octet_by_octet(string kind, string text)
    {
        await using IMessageStore store = Open(kind);
        string id = await store.StoreAsync(text, Token);
        Assert.Equal(Encoding.UTF8.GetBytes(text), await store.ReadAsync(id, Token));
        Assert.Equal(Encoding.UTF8.GetByteCount(text), (await store.FindAsync(id, Token))!.Size);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task All_256_octet_values_come_back(string kind)
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        await using IMessageStore store = Open(kind);
        string id = await store.StoreAsync(Messages.Envelope(), all, Token);
        Assert.Equal(all, await store.ReadAsync(id, Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_body_comes_back_however_it_was_cut_around_the_memory_limit(string kind)
    {
        await using IMessageStore store = Open(kind);
        foreach (int length in (int[])[MessageSpool.MemoryLimit - 1, MessageSpool.MemoryLimit, MessageSpool.MemoryLimit + 1, 3 * MessageSpool.MemoryLimit])
        {
            byte[] body = Messages.RandomOctets(length);
            foreach (int piece in (int[])[length, 100_003, MessageSpool.MemoryLimit])
            {
                await using IMessageWriter writer = await store.BeginAsync(Messages.Envelope(), Token);
                for (int start = 0; start < length; start += piece)
                    await writer.WriteAsync(body.AsMemory(start, Math.Min(piece, length - start)), Token);
                string id = await writer.CommitAsync(Token);
                Messages.AssertSame(body, await store.ReadAsync(id, Token), $"{length} octets in pieces of {piece}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_body_of_10_megabytes_in_odd_pieces_comes_back(string kind)
    {
        byte[] body = Messages.RandomOctets((10 * Mebi) + 7);
        await using IMessageStore store = Open(kind);
        await using IMessageWriter writer = await store.BeginAsync(Messages.Envelope(), Token);
        ReadOnlyMemory<byte> rest = body;
        for (int piece = 1; !rest.IsEmpty; piece = (piece * 3 % 70_001) + 1)
        {
            int length = Math.Min(piece, rest.Length);
            await writer.WriteAsync(rest[..length], Token);
            rest = rest[length..];
        }

        string id = await writer.CommitAsync(Token);

        Messages.AssertSame(body, await store.ReadAsync(id, Token));
        Assert.Equal(body.Length, (await store.FindAsync(id, Token))!.Size);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_body_can_be_read_from_any_position(string kind)
    {
        byte[] body = Messages.RandomOctets(300_000);
        await using IMessageStore store = Open(kind);
        string id = await store.StoreAsync(Messages.Envelope(), body, Token);
        await using Stream stream = await store.OpenAsync(id, Token);

        Assert.Equal(body.Length, stream.Length);
        foreach (int position in (int[])[299_999, 65_535, 65_536, 0, 131_072, 200_000])
        {
            stream.Seek(position, SeekOrigin.Begin);
            Assert.Equal(body[position], stream.ReadByte());
            Assert.Equal(position + 1, stream.Position);
        }

        stream.Seek(0, SeekOrigin.End);
        Assert.Equal(-1, stream.ReadByte());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_piece_may_be_reused_by_its_owner_after_the_write(string kind)
    {
        byte[] piece = new byte[100_000];
        await using IMessageStore store = Open(kind);
        await using IMessageWriter writer = await store.BeginAsync(Messages.Envelope(), Token);
        for (byte value = 1; value <= 5; value++)
        {
            Array.Fill(piece, value);
            await writer.WriteAsync(piece, Token);
        }

        Array.Fill(piece, (byte)99);
        byte[] stored = await store.ReadAsync(await writer.CommitAsync(Token), Token);
        Assert.Equal(new byte[] { 1, 2, 3, 4, 5 }, stored.Chunk(100_000).Select(chunk => chunk.Distinct().Single()).ToArray());
    }
}
