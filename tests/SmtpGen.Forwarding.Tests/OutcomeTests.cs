using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Testing;

namespace SmtpGen.Forwarding.Tests;

/// <summary>What becomes of a message, by what the next server says.</summary>
public class OutcomeTests
{
    private const int Timeout = 120_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Timeout)]
    public async Task A_message_arrives_without_its_Return_Path_and_leaves_the_store()
    {
        await using var relay = await Relay.StartAsync();
        var lease = await relay.KeepAsync("alice@client.example", "bob@mx.example", "carol@mx.example");

        await relay.Forwarder().ConsumeAsync(lease, Token);

        var message = Assert.Single(relay.Server.Messages);
        message.AssertSender("alice@client.example").AssertRecipients("bob@mx.example", "carol@mx.example");
        Assert.Equal(Relay.Content, System.Text.Encoding.UTF8.GetString(message.Octets.Span));
        Assert.Equal("completed", lease.Decision);
        Assert.Empty(await relay.ListAsync());
        Assert.All(Assert.Single(relay.Attempts).Outcomes, outcome => Assert.Equal(RecipientFate.Accepted, outcome.Fate));
    }

    [Fact(Timeout = Timeout)]
    public async Task Who_has_the_message_does_not_get_it_again()
    {
        await using var relay = await Relay.StartAsync();
        relay.Server.Faults.On(SmtpCommand.Rcpt).Nth(2).Reply(SmtpReply.TryLater);
        var lease = await relay.KeepAsync("alice@client.example", "bob@mx.example", "carol@mx.example", "dave@mx.example");

        await relay.Forwarder().ConsumeAsync(lease, Token);
        Assert.Equal(("abandoned", TimeSpan.FromMinutes(1)), (lease.Decision, lease.Delay));
        Assert.Contains("<carol@mx.example>", lease.Reason, StringComparison.Ordinal);
        await relay.Forwarder().ConsumeAsync(lease.Next(), Token);

        Assert.Equal(
            ["bob@mx.example,dave@mx.example", "carol@mx.example"],
            relay.Server.Messages.Select(message => string.Join(',', message.Envelope.ForwardPaths)));
        Assert.Empty(await relay.ListAsync());
    }

    [Fact(Timeout = Timeout)]
    public async Task One_of_three_is_refused_and_the_sender_is_told_at_once()
    {
        await using var relay = await Relay.StartAsync();
        relay.Server.Faults.On(SmtpCommand.Rcpt).Nth(1).Reply(SmtpReply.RecipientRefused);
        relay.Server.Faults.On(SmtpCommand.Rcpt).Nth(3).Reply(SmtpReply.TryLater);
        var lease = await relay.KeepAsync("alice@client.example", "bob@mx.example", "carol@mx.example", "dave@mx.example");

        await relay.Forwarder().ConsumeAsync(lease, Token);

        Assert.Equal([RecipientFate.Failed, RecipientFate.Accepted, RecipientFate.Deferred], relay.Attempts[0].Outcomes.Select(outcome => outcome.Fate));
        var (envelope, _, text) = await relay.ReportAsync();
        Assert.Equal("alice@client.example", Assert.Single(envelope.ForwardPaths));
        Assert.Contains("bob@mx.example", text, StringComparison.Ordinal);
        Assert.DoesNotContain("dave@mx.example", text, StringComparison.Ordinal);
        await relay.Forwarder().ConsumeAsync(lease.Next(), Token);
        Assert.Equal("dave@mx.example", Assert.Single(relay.Server.Messages[^1].Envelope.ForwardPaths));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_store_that_cannot_keep_the_notification_is_tried_again_and_nobody_gets_the_message_twice()
    {
        await using var relay = await Relay.StartAsync();
        relay.Server.Faults.On(SmtpCommand.Rcpt).Nth(1).Reply(SmtpReply.RecipientRefused);
        relay.Server.Faults.On(SmtpCommand.Rcpt).Nth(3).Reply(SmtpReply.RecipientRefused);
        var store = new NamedTransactions(relay.Store) { IsFull = true };
        var lease = await relay.KeepAsync("alice@client.example", "bob@mx.example", "carol@mx.example");
        relay.Clock.Now += relay.Options.QueueTime;

        await new MailForwarder(store, relay.Options).ConsumeAsync(lease, Token);
        Assert.Equal(("abandoned", TimeSpan.FromMinutes(1)), (lease.Decision, lease.Delay));
        store.IsFull = false;
        await new MailForwarder(store, relay.Options).ConsumeAsync(lease.Next(), Token);

        Assert.Equal("carol@mx.example", Assert.Single(Assert.Single(relay.Server.Messages).Envelope.ForwardPaths));
        Assert.Contains("Final-Recipient: rfc822;bob@mx.example", (await relay.ReportAsync()).Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_server_that_is_gone_or_breaks_off_is_tried_again()
    {
        await using var relay = await Relay.StartAsync();
        relay.Server.Faults.OnMessage().Nth(1).Drop();
        relay.Server.Faults.OnConnect().Nth(2).Reply(SmtpReply.NotWelcome);
        var lease = await relay.KeepAsync("alice@client.example", "bob@mx.example");

        for (int attempt = 1; attempt <= 3; attempt++)
        {
            await relay.Forwarder().ConsumeAsync(lease, Token);
            Assert.Equal(attempt < 3 ? RecipientFate.Deferred : RecipientFate.Accepted, Assert.Single(relay.Attempts[^1].Outcomes).Fate);
            lease = attempt < 3 ? lease.Next() : lease;
        }

        Assert.Single(relay.Server.Messages);
        Assert.Empty(await relay.ListAsync());
    }

    [Fact(Timeout = Timeout)]
    public async Task What_was_asked_of_each_recipient_is_passed_on()
    {
        await using var relay = await Relay.StartAsync();
        var bob = new Recipient("bob@mx.example") { Notify = NotifyConditions.Success | NotifyConditions.Failure, OriginalRecipient = OriginalRecipient.Mailbox("b@mx.example") };
        var envelope = relay.Envelope("alice@client.example", bob) with
        {
            Parameters = new MailParameters { EnvelopeId = "id 1", Return = ReturnedContent.Headers },
        };

        await relay.Forwarder().ConsumeAsync(await relay.KeepAsync(envelope), Token);

        var arrived = relay.Server.Messages[0].Envelope;
        Assert.Equal(bob, Assert.Single(arrived.Recipients));
        Assert.Equal(("id 1", ReturnedContent.Headers), (arrived.Parameters.EnvelopeId, arrived.Parameters.Return));
        Assert.Empty(await relay.ListAsync());
    }

    [Fact(Timeout = Timeout)]
    public async Task More_recipients_than_every_server_takes_come_in_several_transactions()
    {
        await using var relay = await Relay.StartAsync();
        string[] recipients = [.. Enumerable.Range(0, 250).Select(i => $"r{i}@mx.example")];

        await relay.Forwarder().ConsumeAsync(await relay.KeepAsync("alice@client.example", recipients), Token);

        Assert.Equal([100, 100, 50], relay.Server.Messages.Select(message => message.Envelope.Recipients.Count));
        Assert.Equal(recipients, relay.Server.Messages.SelectMany(message => message.Envelope.ForwardPaths));
        Assert.Single(relay.Server.Sessions);
    }

    [Fact(Timeout = Timeout)]
    public async Task What_fails_and_has_nobody_to_tell_is_a_dead_letter_that_can_be_revived()
    {
        await using var relay = await Relay.StartAsync();
        relay.Server.Faults.On(SmtpCommand.Rcpt).Nth(2).Reply(SmtpReply.RecipientRefused);
        var lease = await relay.KeepAsync("", "bob@mx.example", "carol@mx.example");

        await relay.Forwarder().ConsumeAsync(lease, Token);
        Assert.Equal(("abandoned", TimeSpan.Zero), (lease.Decision, lease.Delay));
        lease = lease.Next();
        await relay.Forwarder().ConsumeAsync(lease, Token);

        Assert.Equal("rejected", lease.Decision);
        Assert.True(relay.Attempts[^1].IsDead);
        Assert.Single(await relay.ListAsync());
        lease.Attempt = 1;
        await relay.Forwarder().ConsumeAsync(lease, Token);
        Assert.Equal(["bob@mx.example", "carol@mx.example"], relay.Server.Messages.Select(message => Assert.Single(message.Envelope.ForwardPaths)));
        Assert.Equal("completed", lease.Decision);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_message_that_goes_round_is_not_handed_on()
    {
        await using var relay = await Relay.StartAsync();
        string steps = string.Concat(Enumerable.Repeat("Received: from a\r\n by b; Sun, 1 Mar 2026 12:00:00 +0000\r\n", 100));
        var enough = await relay.KeepAsync(relay.Envelope("alice@client.example", new Recipient("bob@mx.example")), steps + "\r\n");
        var more = await relay.KeepAsync(relay.Envelope("alice@client.example", new Recipient("carol@mx.example")) with { TransactionId = "session-2" }, steps + Relay.Content);

        await relay.Forwarder().ConsumeAsync(enough, Token);
        await relay.Forwarder().ConsumeAsync(more, Token);

        Assert.Equal("bob@mx.example", Assert.Single(Assert.Single(relay.Server.Messages).Envelope.ForwardPaths));
        Assert.Contains("Status: 5.4.6", (await relay.ReportAsync()).Text, StringComparison.Ordinal);
    }
}
