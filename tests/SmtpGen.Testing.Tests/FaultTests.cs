using MailKit.Net.Smtp;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Testing.Tests;

public class FaultTests
{
    [Fact]
    public async Task The_third_recipient_and_no_other_gets_the_reply()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var fault = server.Faults.On(SmtpCommand.Rcpt).Nth(3).Reply(SmtpReply.TryLater, "Greylisted");

        var failure = await Assert.ThrowsAsync<SmtpCommandException>(() =>
            Mail.SendAsync(server, Mail.Message("Greetings", "a@mx.example", "b@mx.example", "c@mx.example")));

        Assert.Equal(SmtpErrorCode.RecipientNotAccepted, failure.ErrorCode);
        Assert.Equal(451, (int)failure.StatusCode);
        Assert.Contains("Greylisted", failure.Message);
        Assert.Equal(1, fault.Happened);
        Assert.Contains("\nS: 451 4.3.0 Greylisted", server.Sessions[0].ToString());
    }

    [Fact]
    public async Task A_reply_to_the_message_leaves_nothing_behind()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.Faults.OnMessage().Nth(1).Reply(SmtpReply.StorageExceeded);

        var failure = await Assert.ThrowsAsync<SmtpCommandException>(() => Mail.SendAsync(server, Mail.Message("Refused")));
        Assert.Equal(552, (int)failure.StatusCode);
        server.AssertNoMessages();

        await Mail.SendAsync(server, Mail.Message("Taken"));
        Assert.Single(server.Messages).AssertSubject("Taken");
    }

    [Fact]
    public async Task A_connection_dropped_at_the_message_ends_behind_the_354()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.Faults.OnMessage().Drop();

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Mail.SendAsync(server, Mail.Message("Lost")));

        Assert.True(failure is IOException or SmtpProtocolException, $"{failure}");
        server.AssertNoMessages();
        string said = server.Sessions[0].ToString();
        Assert.Contains("S: 354 ", said);
        Assert.EndsWith("-- the connection is cut on purpose", said);
    }

    [Fact]
    public async Task A_connection_dropped_at_the_greeting_hears_nothing()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.Faults.OnConnect().Drop();

        await Assert.ThrowsAnyAsync<Exception>(() => Mail.ConnectAsync(server));

        Assert.Equal("-- the connection is cut on purpose", Assert.Single(server.Sessions).ToString());
    }

    [Fact]
    public async Task A_delayed_answer_comes_when_the_clock_says_so()
    {
        var time = new ManualTime();
        await using var server = await SmtpTestServer.StartAsync(o => o.TimeProvider = time, TestContext.Current.CancellationToken);
        server.Faults.OnMessage().Delay(TimeSpan.FromSeconds(2));

        var sent = Mail.SendAsync(server, Mail.Message("Slow"));
        await time.WhenAwaited;
        Assert.False(sent.IsCompleted);
        server.AssertNoMessages();

        time.Advance(TimeSpan.FromSeconds(2));
        await sent;
        Assert.Single(server.Messages).AssertSubject("Slow");
    }

    [Fact]
    public async Task Every_command_with_a_choice_can_be_refused()
    {
        await using var server = await SmtpTestServer.StartAsync(o => o.Users["alice"] = "secret", TestContext.Current.CancellationToken);
        server.Faults.On(SmtpCommand.Vrfy).Reply(SmtpReply.NoSuchMailbox);
        server.Faults.On(SmtpCommand.Auth).Reply(SmtpReply.AuthUnavailable);
        server.Faults.On(SmtpCommand.Mail).Reply(SmtpReply.SenderRefused);
        using var client = await Mail.ConnectAsync(server);

        await Assert.ThrowsAsync<SmtpCommandException>(() => client.VerifyAsync("bob", TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<Exception>(() => client.AuthenticateAsync("alice", "secret", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Mail.Message("Refused"), TestContext.Current.CancellationToken));

        string said = server.Sessions[0].ToString();
        Assert.Contains("S: 550 5.1.1 ", said);
        Assert.Contains("S: 454 4.7.0 ", said);
        Assert.Contains("S: 550 5.7.1 ", said);
    }

    [Fact]
    public async Task A_reply_that_the_protocol_does_not_declare_is_refused_with_those_it_does()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var failure = Assert.Throws<ArgumentException>(() => server.Faults.On(SmtpCommand.Rcpt).Reply(SmtpReply.AuthFailed));

        Assert.StartsWith("Rcpt is not answered by AuthFailed, but by one of RecipientOk, WillForward, MailboxBusy, ", failure.Message);
    }

    [Fact]
    public async Task An_answer_behind_the_body_is_sent_to_where_it_belongs()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var failure = Assert.Throws<ArgumentException>(() => server.Faults.On(SmtpCommand.Data).Reply(SmtpReply.MessageRefused));

        Assert.Contains("write OnMessage()", failure.Message);
    }

    [Fact]
    public async Task A_command_without_a_choice_cannot_fail()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var failure = Assert.Throws<ArgumentException>(() => server.Faults.On(SmtpCommand.Noop));

        Assert.StartsWith("There is no choice at NOOP; faults can happen at EHLO, HELO, MAIL, RCPT, DATA, ", failure.Message);
    }
}
