using MimeKit;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Forwarding.Tests;

/// <summary>The notifications, as MimeKit reads them.</summary>
public class ReportTests
{
    private const int Timeout = 120_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Timeout)]
    public async Task A_failure_is_reported_in_the_fields_of_RFC_3464()
    {
        await using var relay = await Relay.StartAsync();
        relay.Server.Faults.On(SmtpCommand.Rcpt).Reply(SmtpReply.RecipientRefused, "Nobody\u0007 here");
        var bob = new Recipient("bob@mx.example") { OriginalRecipient = new OriginalRecipient("rfc822", "old+bob@mx.example\r\nX-Bad: yes") };
        var envelope = relay.Envelope("alice@client.example", bob) with { Parameters = new MailParameters { EnvelopeId = "id\r\nX-Bad: yes" } };

        await relay.Forwarder().ConsumeAsync(await relay.KeepAsync(envelope), Token);

        var (stored, message, text) = await relay.ReportAsync();
        Assert.Equal(("", "alice@client.example", false), (stored.ReversePath, Assert.Single(stored.ForwardPaths), stored.SmtpUtf8));
        Assert.Equal(("postmaster@relay.example", "alice@client.example"), (message.From.Mailboxes.Single().Address, message.To.Mailboxes.Single().Address));
        Assert.Equal("auto-replied", message.Headers["Auto-Submitted"]);
        var report = Assert.IsType<MultipartReport>(message.Body);
        Assert.Equal(("delivery-status", 3), (report.ReportType, report.Count));
        var status = Assert.IsType<MessageDeliveryStatus>(report[1]);
        Assert.Equal(2, status.StatusGroups.Count);
        var fields = status.StatusGroups[0];
        Assert.Equal(("id??X-Bad: yes", "dns; relay.example"), (fields["Original-Envelope-Id"], fields["Reporting-MTA"]));
        Assert.Equal("Sun, 1 Mar 2026 12:00:00 +0000", fields["Arrival-Date"]);
        fields = status.StatusGroups[1];
        Assert.Equal("rfc822;old+bob@mx.example??X-Bad: yes", fields["Original-Recipient"]);
        Assert.Equal(("rfc822;bob@mx.example", "failed"), (fields["Final-Recipient"], fields["Action"]));
        Assert.Equal("dns; 127.0.0.1", fields["Remote-MTA"]);
        Assert.Matches(@"\Asmtp; 550 5\.\d+\.\d+ Nobody. here\z", fields["Diagnostic-Code"]);
        Assert.Equal(fields["Diagnostic-Code"]!.Split(' ')[2], fields["Status"]);
        var returned = Assert.IsType<MessagePart>(report[2]);
        Assert.Equal("forwarded", returned.Message!.Subject);
        Assert.Contains("Hello\r\n.dot\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Return-Path", text, StringComparison.Ordinal);
    }

    [Theory(Timeout = Timeout)]
    [InlineData(null, true)]
    [InlineData(NotifyConditions.Failure, true)]
    [InlineData(NotifyConditions.Success | NotifyConditions.Failure, true)]
    [InlineData(NotifyConditions.Success, false)]
    [InlineData(NotifyConditions.Delay, false)]
    [InlineData(NotifyConditions.Never, false)]
    public async Task A_failure_is_reported_to_those_who_want_to_know(NotifyConditions? notify, bool isReported)
    {
        await using var relay = await Relay.StartAsync();
        relay.Server.Faults.On(SmtpCommand.Rcpt).Reply(SmtpReply.RecipientRefused);
        var lease = await relay.KeepAsync(relay.Envelope("alice@client.example", new Recipient("bob@mx.example") { Notify = notify }));

        await relay.Forwarder().ConsumeAsync(lease, Token);

        Assert.Equal(isReported ? 1 : 0, (await relay.ListAsync()).Count);
        Assert.Equal("completed", lease.Decision);
    }

    [Theory(Timeout = Timeout)]
    [InlineData(ReturnedContent.Full, 200_000, true)]
    [InlineData(ReturnedContent.Headers, 10, false)]
    [InlineData(null, 10, true)]
    [InlineData(null, 200_000, false)]
    public async Task RET_decides_how_much_goes_back(ReturnedContent? content, int octets, bool isWhole)
    {
        await using var relay = await Relay.StartAsync();
        relay.Server.Faults.On(SmtpCommand.Rcpt).Reply(SmtpReply.RecipientRefused);
        var envelope = relay.Envelope("alice@client.example", new Recipient("bob@mx.example")) with { Parameters = new MailParameters { Return = content } };

        await relay.Forwarder().ConsumeAsync(await relay.KeepAsync(envelope, Relay.Content + string.Concat(Enumerable.Repeat("body text\r\n", octets / 10))), Token);

        var (_, message, text) = await relay.ReportAsync();
        Assert.Equal(isWhole ? "message/rfc822" : "text/rfc822-headers", ((MultipartReport)message.Body!)[2].ContentType.MimeType);
        Assert.Equal(isWhole, text.Contains("body text", StringComparison.Ordinal));
        Assert.Contains("Subject: forwarded\r\n", text, StringComparison.Ordinal);
    }

    [Theory(Timeout = Timeout)]
    [InlineData(NotifyConditions.Success, false, true)]
    [InlineData(NotifyConditions.Success, true, false)]
    [InlineData(NotifyConditions.Failure, false, false)]
    [InlineData(NotifyConditions.Never, false, false)]
    [InlineData(null, false, false)]
    public async Task A_server_that_does_not_report_makes_a_relayed_message_the_last_that_is_heard_of(NotifyConditions? notify, bool offersReports, bool isReported)
    {
        await using var relay = await Relay.StartAsync(options =>
        {
            if (!offersReports)
                options.Protocol.Extensions &= ~SmtpExtensions.Dsn;
        });
        var envelope = relay.Envelope("alice@client.example", new Recipient("bob@mx.example") { Notify = notify });

        await relay.Forwarder().ConsumeAsync(await relay.KeepAsync(envelope), Token);

        Assert.Single(relay.Server.Messages);
        if (!isReported)
        {
            Assert.Empty(await relay.ListAsync());
            return;
        }

        var (_, message, text) = await relay.ReportAsync();
        var status = (MessageDeliveryStatus)((MultipartReport)message.Body!)[1];
        Assert.Equal(("relayed", '2'), (status.StatusGroups![1]!["Action"], status.StatusGroups![1]!["Status"]![0]));
        Assert.DoesNotContain("Hello", text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Timeout)]
    public async Task International_mail_is_reported_in_the_types_of_RFC_6533()
    {
        await using var relay = await Relay.StartAsync();
        relay.Server.Faults.On(SmtpCommand.Rcpt).Reply(SmtpReply.RecipientRefused);
        var envelope = relay.Envelope("jürgen@client.example", new Recipient("bjørn@mx.example")) with { SmtpUtf8 = true };

        await relay.Forwarder().ConsumeAsync(await relay.KeepAsync(envelope, "Subject: Grüße\r\n\r\nHallo\r\n"), Token);

        var (stored, message, text) = await relay.ReportAsync();
        Assert.True(stored.SmtpUtf8);
        Assert.Equal("jürgen@client.example", Assert.Single(stored.ForwardPaths));
        var parts = (MultipartReport)message.Body!;
        Assert.Equal(["text/plain", "message/global-delivery-status", "message/global"], parts.Select(part => part.ContentType.MimeType));
        Assert.Contains("Final-Recipient: utf-8;bjørn@mx.example\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Subject: Grüße\r\n", text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_crash_before_the_decision_makes_no_second_notification()
    {
        await using var relay = await Relay.StartAsync();
        relay.Server.Faults.On(SmtpCommand.Rcpt).Reply(SmtpReply.RecipientRefused);
        var lease = await relay.KeepAsync("alice@client.example", "bob@mx.example");
        var store = new NamedTransactions(relay.Store);

        // The decision is lost, as by a crash, so that all is done again.
        for (int i = 0; i < 2; i++)
            await new MailForwarder(store, relay.Options).ConsumeAsync(new KeptLease(lease), Token);

        Assert.Equal(2, store.Names.Count);
        Assert.StartsWith("report-", Assert.Single(store.Names.Distinct()), StringComparison.Ordinal);
        await relay.ReportAsync();
    }

    [Fact(Timeout = Timeout)]
    public async Task A_message_that_must_travel_encrypted_is_not_sent_in_plain_text_and_its_body_does_not_go_back()
    {
        await using var relay = await Relay.StartAsync();
        var envelope = relay.Envelope("alice@client.example", new Recipient("bob@mx.example")) with
        {
            Parameters = new MailParameters { RequireTls = true, Return = ReturnedContent.Full },
        };

        await relay.Forwarder().ConsumeAsync(await relay.KeepAsync(envelope), Token);

        Assert.Empty(relay.Server.Messages);
        var (stored, _, text) = await relay.ReportAsync();
        Assert.True(stored.Parameters.RequireTls);
        Assert.Contains("Status: 5.7.30\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hello", text, StringComparison.Ordinal);
    }
}
