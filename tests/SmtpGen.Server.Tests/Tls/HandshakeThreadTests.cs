using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using SmtpGen.Server.Transport;
using SmtpGen.Tests;

namespace SmtpGen.Server.Tests.Tls;

/// <summary>Where TLS handshakes are computed. <see cref="InlineCompletionsTests"/> runs these again on the thread that polls.</summary>
public sealed class HandshakeThreadTests
{
    private const string HandshakeThread = "smtpgen handshakes";

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_handshake_is_computed_on_threads_of_its_own_and_the_session_is_not(SslProtocols protocols)
    {
        using var pair = await TransportPair.ConnectAsync();
        var seen = new ConcurrentQueue<string?>();

        // The library asks this in the middle of its work, when the last of the client's messages has come.
        var handshake = pair.Certificates.Current.Handshake;
        handshake.ClientCertificateRequired = true;
        handshake.RemoteCertificateValidationCallback = (_, _, _, _) =>
        {
            seen.Enqueue(Thread.CurrentThread.Name);
            return true;
        };
        using var client = new SslStream(pair.Client);
        string? behind = HandshakeThread;
        var secured = SecureAsync();
        await client.AuthenticateAsClientAsync(TestCertificates.AnyServer(protocols), TestContext.Current.CancellationToken);
        await secured;
        Assert.Equal([HandshakeThread], seen);
        Assert.NotEqual(HandshakeThread, behind);

        async Task SecureAsync()
        {
            await pair.Transport.SecureAsync().ConfigureAwait(false);
            behind = Thread.CurrentThread.Name;
        }
    }

    [Fact]
    public async Task A_handshake_that_fails_leaves_those_threads_too()
    {
        using var pair = await TransportPair.ConnectAsync();
        await pair.Client.WriteAsync("not a handshake at all"u8.ToArray(), TestContext.Current.CancellationToken);
        pair.Client.Dispose();
        string? behind = HandshakeThread;
        await FailAsync();
        Assert.NotEqual(HandshakeThread, behind);

        async Task FailAsync()
        {
            try
            {
                await pair.Transport.SecureAsync().ConfigureAwait(false);
            }
            catch (Server.Transport.HandshakeException)
            {
                behind = Thread.CurrentThread.Name;
            }
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Clients_take_turns_and_one_that_asks_for_much_waits_behind_itself()
    {
        var threads = new FairThreads("one", most: 1);
        using var gate = new ManualResetEventSlim();
        var order = new ConcurrentQueue<string>();
        var first = StepAsync("first", 0, wait: true);
        Task[] all =
        [
            .. Enumerable.Range(1, 3).Select(i => StepAsync($"greedy {i}", 1)),
            StepAsync("modest", 2),
            StepAsync("other", 3),
        ];
        gate.Set();
        await first;
        await Task.WhenAll(all);
        Assert.Equal(["first", "greedy 1", "modest", "other", "greedy 2", "greedy 3"], order);

        async Task StepAsync(string name, int client, bool wait = false)
        {
            await new HandshakeTurn(Client(client), threads);
            if (wait)
                gate.Wait(TestContext.Current.CancellationToken);
            order.Enqueue(name);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task No_client_has_two_threads_and_all_together_have_as_many_as_there_are()
    {
        const int Most = 2;
        var threads = new FairThreads("two", Most);
        var working = new ConcurrentDictionary<int, int>();
        int all = 0;
        int highest = 0;
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => StepAsync(i % 5)));
        Assert.InRange(highest, 1, Most);

        async Task StepAsync(int client)
        {
            await new HandshakeTurn(Client(client), threads);
            int now = Interlocked.Increment(ref all);
            InterlockedMax(ref highest, now);
            Assert.Equal(1, working.AddOrUpdate(client, 1, (_, count) => count + 1));
            Thread.SpinWait(2_000);
            working.AddOrUpdate(client, 0, (_, count) => count - 1);
            Interlocked.Decrement(ref all);
        }
    }

    private static ClientNetwork Client(int number) => ClientNetwork.Of(new IPEndPoint(new IPAddress([192, 0, 2, (byte)number]), 1));

    private static void InterlockedMax(ref int location, int value)
    {
        int seen = Volatile.Read(ref location);
        while (value > seen)
            seen = Interlocked.CompareExchange(ref location, value, seen);
    }
}
