using System.Text;
using SmtpGen.Runtime;
using SmtpGen.Server.Tests.Tls;

namespace SmtpGen.Server.Tests;

public sealed class WakeTests
{
    private static readonly Wait s_wait = new(TimeSpan.FromMinutes(5), InBody: false);

    [Fact]
    public async Task A_wait_that_is_woken_ends_without_octets_and_the_next_one_goes_on()
    {
        using var pair = await TransportPair.ConnectAsync();
        var waiting = pair.Transport.ReceiveAsync(s_wait).AsTask();
        Assert.False(waiting.IsCompleted);

        pair.Transport.Wake();

        var woken = await waiting;
        Assert.True(woken.IsWoken);
        Assert.True(woken.Octets.IsEmpty);
        var next = pair.Transport.ReceiveAsync(s_wait).AsTask();
        await pair.Client.WriteAsync("NOOP\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("NOOP\r\n", Encoding.ASCII.GetString((await next).Octets.Span));
    }

    [Fact]
    public async Task Who_wakes_while_nobody_waits_ends_the_next_wait()
    {
        using var pair = await TransportPair.ConnectAsync();

        pair.Transport.Wake();

        Assert.True((await pair.Transport.ReceiveAsync(s_wait)).IsWoken);
    }

    [Fact]
    public async Task No_call_is_missed_however_they_meet_the_wait()
    {
        using var pair = await TransportPair.ConnectAsync();
        int given = 0;
        var waker = Task.Run(() =>
        {
            for (int i = 0; i < 5000; i++)
            {
                Interlocked.Increment(ref given);
                pair.Transport.Wake();
            }
        }, TestContext.Current.CancellationToken);

        // Who is woken takes everything that was given before; after the last call somebody has taken all.
        for (int taken = 0; taken < 5000; taken = Volatile.Read(ref given))
            Assert.True((await pair.Transport.ReceiveAsync(s_wait)).IsWoken);

        await waker;
    }

    [Fact]
    public async Task The_time_of_a_client_that_says_nothing_runs_on()
    {
        using var pair = await TransportPair.ConnectAsync();
        var wait = new Wait(TimeSpan.FromMilliseconds(200), InBody: false);
        ReceivedOctets received;
        do
        {
            pair.Transport.Wake();
            received = await pair.Transport.ReceiveAsync(wait);
        }
        while (received.IsWoken);

        Assert.Equal(ServerEvent.Idle, received.Event);
    }
}
