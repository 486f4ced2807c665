using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SmtpGen.Faults.Tests;

/// <summary>
/// The server is killed at random moments while many clients send, and started again. What was acknowledged is there once and
/// unchanged; what is there without that is a message whose answer was on its way; and nothing else is left.
/// </summary>
public sealed class KillTests
{
    private const int Clients = 12;

    [Theory]
    [MemberData(nameof(TestStore.Kinds), MemberType = typeof(TestStore))]
    public async Task What_is_acknowledged_survives_kills(string kind)
    {
        var random = new Random(LongForm.IsAsked ? Environment.TickCount : 1);
        using var store = new TestStore(kind);
        var sent = new Sent();
        int rounds = LongForm.Or(longForm: 200, shortForm: 4);
        for (int round = 0; round < rounds; round++)
        {
            int before = sent.Acknowledged.Count;
            await using ServerUnderTest server = await ServerUnderTest.StartAsync(store);
            Task[] clients = [.. Enumerable.Range(0, Clients).Select(number => Task.Run(() => SendAsync(server.EndPoints[0], number, sent)))];
            // Not before something is going on, whatever the machine does beside.
            while (sent.Acknowledged.Count < before + 5)
                await Task.Delay(5, TestContext.Current.CancellationToken);
            await Task.Delay(random.Next(300), TestContext.Current.CancellationToken);
            await server.KillAsync();
            await Task.WhenAll(clients);
        }

        List<string> kept = await store.RestartAsync();
        Assert.Equal(kept.Count, kept.Distinct().Count());
        Assert.Empty(sent.Acknowledged.Except(kept));
        Assert.Empty(kept.Except(sent.Acknowledged).Except(sent.Unanswered));
        Assert.True(sent.Unanswered.Count <= rounds * Clients);
    }

    private static async Task SendAsync(IPEndPoint endPoint, int number, Sent sent)
    {
        try
        {
            using LineClient client = await LineClient.GreetedAsync(endPoint);
            for (int count = 1; ; count++)
            {
                int size = number == 0 ? TestMail.Large : (number + count) % 8 == 0 ? TestMail.Spooled : TestMail.Small;
                string body = TestMail.Next(size);
                string? answer = null;
                bool isEnding = false;
                try
                {
                    answer = await client.SendAsync(body, () => isEnding = true);
                }
                finally
                {
                    // The one moment in which a client cannot know.
                    if (isEnding && answer is null)
                        sent.Unanswered.Add(TestMail.Digest(body));
                }

                Assert.StartsWith("250", answer);
                sent.Acknowledged.Add(TestMail.Digest(body));
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Killed.
        }
    }

    private sealed class Sent
    {
        public ConcurrentBag<string> Acknowledged { get; } = [];

        public ConcurrentBag<string> Unanswered { get; } = [];
    }
}
