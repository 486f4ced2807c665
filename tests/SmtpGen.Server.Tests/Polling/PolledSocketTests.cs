using System.Net.Sockets;
using CsCheck;
using SmtpGen.Server.Polling;
using SmtpGen.Server.Transport;

namespace SmtpGen.Server.Tests.Polling;

public sealed class PolledSocketTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public PolledSocketTests() => Assert.SkipUnless(TransportKinds.HasEpoll, "this system has no epoll");

    [Fact(Timeout = 120_000)]
    public async Task Whatever_is_sent_is_received_however_waits_looks_and_interruptions_meet_it()
    {
        var gen = Gen.Select(Gen.Int[1, 70_000].Array[1, 12], Gen.Int[1, 9000], Gen.Int[0, 4].Array[1, 40]);
        foreach (var (sizes, room, moves) in gen.Array[60].Single())
        {
            using var pair = await PolledPair.ConnectAsync();
            byte[] sent = [.. Enumerable.Range(0, sizes.Sum()).Select(i => (byte)(i * 31))];
            var sending = SendAsync(pair.Client, sent, sizes);
            Assert.Equal(sent, await ReceiveAllAsync(pair.Server, room, moves));
            await sending;
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_peer_that_reads_slowly_gets_everything()
    {
        using var pair = await PolledPair.ConnectAsync();
        byte[] sent = [.. Enumerable.Range(0, 20_000_000).Select(i => (byte)(i * 7))];
        var sending = SendAsync(pair.Server, sent);
        using var received = new MemoryStream();
        byte[] block = new byte[100_000];
        for (int count; (count = await pair.Client.ReceiveAsync(block, SocketFlags.None, Token)) > 0;)
        {
            received.Write(block, 0, count);
            if (received.Length % 17 == 0)
                await Task.Delay(1, Token);
        }

        await sending;
        Assert.True(received.ToArray().AsSpan().SequenceEqual(sent));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_waits_goes_on_when_the_connection_is_cut_from_another_thread(bool isSending)
    {
        for (int i = 0; i < 50; i++)
        {
            using var pair = await PolledPair.ConnectAsync();
            while (isSending && pair.Server.Send(new byte[100_000]) > 0)
            {
            }

            var waiting = isSending ? pair.Server.WaitWritableAsync().AsTask() : pair.Server.WaitReadableAsync(mayInterrupt: true).AsTask();
            var cutting = Task.Run(pair.Server.Abort, Token);
            await waiting.WaitAsync(Token);
            await cutting;
            Assert.True(pair.Server.HasPeerEnded);
            Assert.Equal(0, pair.Server.Receive(new byte[10]));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task An_interruption_ends_the_wait_under_way_or_the_next_one_that_may_be_interrupted()
    {
        using var pair = await PolledPair.ConnectAsync();
        var waiting = pair.Server.WaitReadableAsync(mayInterrupt: true).AsTask();
        pair.Server.Interrupt();
        await Assert.ThrowsAsync<WaitInterruptedException>(() => waiting);

        pair.Server.Interrupt();
        pair.Client.Send([1]);
        await pair.Server.WaitReadableAsync(mayInterrupt: false);
        await Assert.ThrowsAsync<WaitInterruptedException>(() => pair.Server.WaitReadableAsync(mayInterrupt: true).AsTask());
        await pair.Server.WaitReadableAsync(mayInterrupt: true);
        Assert.Equal(1, pair.Server.Receive(new byte[10]));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_end_is_seen_after_all_that_came_before_it()
    {
        using var pair = await PolledPair.ConnectAsync();
        pair.Client.Send(new byte[1000]);
        pair.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(new byte[1000], await ReceiveAllAsync(pair.Server, room: 300, moves: [0]));
        Assert.True(pair.Server.HasPeerEnded);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_descriptor_that_is_closed_is_used_no_more()
    {
        using var pair = await PolledPair.ConnectAsync();
        pair.Server.Close();

        // The number may be another's by now.
        using var other = await PolledPair.ConnectAsync();
        pair.Server.Abort();
        pair.Server.Close();
        Assert.True(pair.Server.HasPeerEnded);
        other.Client.Send([1]);
        await other.Server.WaitReadableAsync(mayInterrupt: true);
        Assert.Equal(1, other.Server.Receive(new byte[10]));
    }

    private static async Task SendAsync(PolledSocket server, byte[] all)
    {
        for (int at = 0; at < all.Length;)
        {
            int count = server.Send(all.AsSpan(at));
            Assert.True(count >= 0);
            at += count;
            if (at < all.Length)
                await server.WaitWritableAsync();
        }

        server.End();
    }

    private static async Task SendAsync(Socket client, byte[] all, int[] sizes)
    {
        int at = 0;
        foreach (int size in sizes)
        {
            for (int end = at + size; at < end;)
                at += await client.SendAsync(all.AsMemory(at, end - at), SocketFlags.None, Token);
            if (size % 3 == 0)
                await Task.Yield();
        }

        client.Shutdown(SocketShutdown.Send);
    }

    // What each move does: receives at once, looks first, is interrupted while it waits or before, or receives on another thread.
    private static async Task<byte[]> ReceiveAllAsync(PolledSocket server, int room, int[] moves)
    {
        using var received = new MemoryStream();
        byte[] block = new byte[room];
        for (int i = 0; ; i++)
        {
            int move = moves[i % moves.Length];
            if (move == 1)
                server.Peek(block.AsSpan(0, 1));
            if (move == 2)
                server.Interrupt();
            var interrupting = move == 3 ? Task.Run(server.Interrupt) : Task.CompletedTask;
            try
            {
                await server.WaitReadableAsync(mayInterrupt: move is 2 or 3);
            }
            catch (WaitInterruptedException)
            {
                // Waiting goes on where it ended.
                await server.WaitReadableAsync(mayInterrupt: false);
            }
            finally
            {
                await interrupting;
            }

            int count = move == 4 ? await Task.Run(() => server.Receive(block)) : server.Receive(block);
            if (count == 0)
                return received.ToArray();
            if (count > 0)
                received.Write(block, 0, count);
        }
    }
}
