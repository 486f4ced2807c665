using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Forwarding.Tests;

/// <summary>When a message is tried, and for how long.</summary>
public class TimeTests
{
    private const int Timeout = 120_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Timeout)]
    public async Task Delays_double_up_to_an_hour_and_end_after_five_days_with_a_notification()
    {
        await using var relay = await Relay.StartAsync();
        relay.Server.Faults.On(SmtpCommand.Mail).Reply(SmtpReply.TryLater);
        var lease = await relay.KeepAsync("alice@client.example", "bob@mx.example");
        var begin = relay.Clock.Now;
        var delays = new List<double>();

        while (true)
        {
            await relay.Forwarder().ConsumeAsync(lease, Token);
            if (lease.Decision == "completed")
                break;
            delays.Add(lease.Delay.TotalMinutes);
            relay.Clock.Now += lease.Delay;
            lease = lease.Next();
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], delays.Take(8));
        Assert.Equal(TimeSpan.FromDays(5), relay.Clock.Now - begin);
        Assert.InRange(lease.Attempt, 1, relay.Options.MaxAttempts - 10);
        var (_, _, text) = await relay.ReportAsync();
        Assert.Contains("Status: 4.4.7\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Diagnostic-Code: smtp; 451", text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Timeout)]
    public async Task The_last_lease_ends_the_attempts_before_the_message_is_a_dead_letter()
    {
        await using var relay = await Relay.StartAsync();
        relay.Server.Faults.On(SmtpCommand.Mail).Reply(SmtpReply.TryLater);
        var lease = await relay.KeepAsync("alice@client.example", "bob@mx.example");
        lease.IsLastAttempt = true;

        await relay.Forwarder().ConsumeAsync(lease, Token);

        Assert.Equal("completed", lease.Decision);
        Assert.Contains("Action: failed", (await relay.ReportAsync()).Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_message_is_held_as_long_as_its_sender_asked_and_then_tried_for_five_days()
    {
        await using var relay = await Relay.StartAsync();
        var envelope = relay.Envelope("alice@client.example", new Recipient("bob@mx.example")) with
        {
            Parameters = new MailParameters { HoldUntil = relay.Clock.Now.AddDays(30) },
        };
        var lease = await relay.KeepAsync(envelope);

        await relay.Forwarder().ConsumeAsync(lease, Token);
        Assert.Equal(("abandoned", TimeSpan.FromDays(30)), (lease.Decision, lease.Delay));
        Assert.Empty(relay.Server.Sessions);
        relay.Clock.Now += lease.Delay;
        relay.Server.Faults.On(SmtpCommand.Mail).Nth(1).Reply(SmtpReply.TryLater);
        lease = lease.Next();
        await relay.Forwarder().ConsumeAsync(lease, Token);
        Assert.Equal("abandoned", lease.Decision);
        await relay.Forwarder().ConsumeAsync(lease.Next(), Token);

        Assert.Null(Assert.Single(relay.Server.Messages).Envelope.Parameters.HoldUntil);
    }

    [Fact(Timeout = Timeout)]
    public async Task The_time_to_deliver_shrinks_while_a_message_waits_and_ends_in_a_notification()
    {
        await using var relay = await Relay.StartAsync(options => options.Protocol.Extensions |= SmtpExtensions.Deliverby);
        var bob = new Recipient("bob@mx.example");
        var envelope = relay.Envelope("alice@client.example", bob) with { Parameters = new MailParameters { DeliverBy = new DeliverBy(600, DeliverByMode.Return) } };
        var early = await relay.KeepAsync(envelope);
        var late = await relay.KeepAsync(envelope with { TransactionId = "session-2" });

        relay.Clock.Now = relay.Clock.Now.AddSeconds(100);
        await relay.Forwarder().ConsumeAsync(early, Token);
        relay.Clock.Now = relay.Clock.Now.AddSeconds(500);
        await relay.Forwarder().ConsumeAsync(late, Token);

        Assert.Equal(500, Assert.Single(relay.Server.Messages).Envelope.Parameters.DeliverBy!.Seconds);
        Assert.Contains("Status: 5.4.7", (await relay.ReportAsync()).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(60, 30, 1)]
    [InlineData(1, 1, 0)]
    public void Times_that_mean_nothing_are_refused(int first, int longest, int days)
    {
        var options = new MailForwardingOptions
        {
            Server = new Client.MailSenderOptions { Host = "mx.example" },
            HostName = "relay.example",
            FirstDelay = TimeSpan.FromSeconds(first),
            LongestDelay = TimeSpan.FromSeconds(longest),
            QueueTime = TimeSpan.FromDays(days),
        };
        Assert.Throws<ArgumentException>(options.Check);
    }
}
