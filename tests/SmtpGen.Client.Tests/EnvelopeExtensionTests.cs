using SmtpGen.Envelopes;

namespace SmtpGen.Client.Tests;

/// <summary>What a server is asked to do with a message, where it can be asked for it.</summary>
public sealed class EnvelopeExtensionTests
{
    private static readonly MailEnvelope s_envelope = new("alice@a.example", "bob@b.example");

    [Fact(Timeout = 60_000)]
    public async Task Wishes_are_parameters()
    {
        var envelope = With(new MailParameters
        {
            Priority = 9,
            DeliverBy = DeliverBy.OrReturn(TimeSpan.FromSeconds(60.9)),
            HoldUntil = new DateTimeOffset(2030, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2)),
        });

        await SendAsync("MT-PRIORITY|DELIVERBY 60|FUTURERELEASE 100 2030-01-03T00:00:00Z", envelope, " BY=60;R MT-PRIORITY=9 HOLDUNTIL=2030-01-02T01:04:05Z");
    }

    [Fact(Timeout = 60_000)]
    public Task What_a_message_can_do_without_is_left_out() => SendAsync(
        "SMTPUTF8", With(new MailParameters { Priority = 9, DeliverBy = DeliverBy.OrNotify(TimeSpan.FromSeconds(60), trace: true) }), "");

    [Theory(Timeout = 60_000)]
    [InlineData("DELIVERBY")]
    [InlineData("DELIVERBY 61")]
    public Task The_sender_can_be_told_after_any_time(string listed) => SendAsync(
        listed, With(new MailParameters { DeliverBy = DeliverBy.OrNotify(TimeSpan.FromSeconds(60), trace: true) }), " BY=60;NT");

    [Theory(Timeout = 60_000)]
    [InlineData("FUTURERELEASE")]
    [InlineData("FUTURERELEASE 60 2030-01-03T00:00:00Z")]
    [InlineData("FUTURERELEASE soon later")]
    public Task A_message_is_held_for_as_long_as_the_server_allows(string listed) => SendAsync(
        listed, With(new MailParameters { HoldFor = TimeSpan.FromSeconds(60) }), " HOLDFOR=60");

    [Theory(Timeout = 60_000)]
    [InlineData("SIZE", "the message must be returned unless it is delivered in time, for which 127.0.0.1 would have to list DELIVERBY; it lists SIZE, HELP")]
    [InlineData("DELIVERBY 61", "the message must be delivered within 60 seconds, and 127.0.0.1 takes on nothing below 61 (DELIVERBY)")]
    public Task A_message_that_must_be_returned_is_not_sent_where_it_would_not_be(string listed, string expected) => FailAsync(
        listed, With(new MailParameters { DeliverBy = DeliverBy.OrReturn(TimeSpan.FromSeconds(60)) }), expected);

    [Fact(Timeout = 60_000)]
    public Task A_message_that_must_be_held_is_not_sent_where_it_would_not_be() => FailAsync(
        "SIZE", With(new MailParameters { HoldFor = TimeSpan.FromSeconds(60) }),
        "the message must be held back, for which 127.0.0.1 would have to list FUTURERELEASE; it lists SIZE, HELP");

    [Theory(Timeout = 60_000)]
    [InlineData("NO-SOLICITING", " SOLICIT=org.example:ADV,org.example:ADLT")]
    [InlineData("SIZE 0", "")]
    public Task What_kind_of_mail_it_is_is_said_where_servers_ask_for_it(string listed, string parameters) => SendAsync(
        listed, With(new MailParameters { SolicitationKeywords = ["org.example:ADV", "org.example:ADLT"] }), parameters.Length > 0 ? parameters : " SIZE=2");

    [Fact(Timeout = 60_000)]
    public async Task How_long_and_until_when_cannot_both_be_said()
    {
        var both = new MailParameters { HoldFor = TimeSpan.FromSeconds(1), HoldUntil = DateTimeOffset.UnixEpoch };

        await using var server = ScriptedServer.Play($"""
            {Opening("FUTURERELEASE")}
            C: QUIT
            S: 221 bye
            """);

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => server.SendAsync(With(both), "\n"));

        Assert.StartsWith("The envelope says for how long and until when the message is held; leave out HoldFor or HoldUntil", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_command_can_carry_is_refused_where_it_is_said()
    {
        Assert.StartsWith("MT-PRIORITY is a number from -9 to 9", Fails(() => new MailParameters { Priority = 10 }), StringComparison.Ordinal);
        Assert.StartsWith(
            "The time to deliver a message is from 1 to 999999999 seconds", Fails(() => DeliverBy.OrReturn(TimeSpan.FromSeconds(0.9))), StringComparison.Ordinal);
        Assert.StartsWith(
            "The time to deliver a message is from -999999999 to 999999999 seconds", Fails(() => DeliverBy.OrNotify(TimeSpan.MinValue)), StringComparison.Ordinal);
        Assert.StartsWith("A message is held for 1 to 999999999 seconds", Fails(() => new MailParameters { HoldFor = TimeSpan.Zero }), StringComparison.Ordinal);

        static string Fails(Func<object> make) => Assert.Throws<ArgumentOutOfRangeException>(make).Message;
    }

    private static MailEnvelope With(MailParameters parameters) => s_envelope with { Parameters = parameters };

    private static async Task SendAsync(string listed, MailEnvelope envelope, string parameters)
    {
        await using var server = ScriptedServer.Play($"""
            {Opening(listed)}
            C: MAIL FROM:<alice@a.example>{parameters}
            S: 250 ok
            C: RCPT TO:<bob@b.example>
            S: 250 ok
            C: DATA
            S: 354 go
            C.
            S: 250 stored
            C: QUIT
            S: 221 bye
            """);

        Assert.True((await server.SendAsync(envelope, "\n")).IsComplete);
    }

    private static async Task FailAsync(string listed, MailEnvelope envelope, string expected)
    {
        await using var server = ScriptedServer.Play($"""
            {Opening(listed)}
            C: QUIT
            S: 221 bye
            """);

        var exception = await Assert.ThrowsAsync<MailSendException>(() => server.SendAsync(envelope, "\n"));

        Assert.Equal(MailSendFailure.Unsupported, exception.Failure);
        Assert.Equal(expected, exception.Message);
    }

    private static string Opening(string listed) =>
        $"S: 220 mx.example\nC: EHLO client.example\nS- 250-mx.example\n{string.Concat(listed.Split('|').Select(line => $"S- 250-{line}\n"))}S: 250 HELP";
}
