using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpMessageResult = SmtpGen.Protocols.Lmtp.LmtpMessageResult;

namespace SmtpGen.Protocols.Tests.Lmtp;

/// <summary>What handlers answer to the message is told to each recipient; the dialogs in lmtp/ show the rest.</summary>
public class LmtpTests
{
    private const string Data = "DATA\r\n";
    private const string Message = "Hello\r\n.\r\n";
    private const string Chunk = "BDAT 7\r\nHello\r\n";
    private const string LastChunk = "BDAT 7 LAST\r\nHello\r\n";

    private static readonly SmtpMessageResult s_stored = SmtpMessageResult.Queued("1");

    [Fact]
    public void A_handler_of_LMTP_answers_each_recipient_by_itself()
    {
        var client = Begin([s_stored, SmtpMessageResult.MailboxBusy(), SmtpMessageResult.MessageRefused()]);

        client.Say(Data);

        Assert.Equal(["250 2.0.0", "450 4.2.0", "550 5.7.1"], client.Say(Message));
        Assert.Equal(["250 2.1.0"], client.Say("MAIL FROM:<>\r\n"));
    }

    [Fact]
    public void Who_gets_no_answer_may_try_again()
    {
        var client = Begin([s_stored, null, s_stored]);

        client.Say(Data);

        Assert.Equal(["250 2.0.0", "451 4.3.0", "250 2.0.0"], client.Say(Message));
    }

    [Fact]
    public void A_handler_that_closes_for_one_recipient_answers_all_and_ends_the_session()
    {
        var client = Begin([SmtpMessageResult.ServiceClosing(), s_stored]);

        client.Say(Data);

        Assert.Equal(["421 4.3.2", "250 2.0.0"], client.Say(Message));
        Assert.True(client.IsClosed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_handler_that_throws_is_answered_for_each_recipient_and_the_session_goes_on(bool isSmtp)
    {
        var options = new LmtpOptions();
        var session = isSmtp ? new LmtpSession(new FailingSmtp(), options) : new LmtpSession(new Failing(), options);
        var client = new LmtpClient(session, "bob", "carol");

        client.Say(Data);

        Assert.Equal(["451 4.3.0", "451 4.3.0"], client.Say(Message));
        Assert.Equal(["250 2.1.0"], client.Say("MAIL FROM:<>\r\n"));
    }

    [Fact]
    public void A_recipient_with_a_default_answer_or_none_is_answered_451_and_the_others_as_the_handler_says()
    {
        var session = new LmtpSession(new Answering([s_stored, default(LmtpMessageResult), null]), new LmtpOptions());
        var failures = new List<string>();
        session.HandlerFailed = exception => failures.Add(exception.Message);
        var client = new LmtpClient(session, "bob", "carol", "dave");

        client.Say(Data);

        Assert.Equal(["250 2.0.0", "451 4.3.0", "451 4.3.0"], client.Say(Message));
        Assert.Equal(
            $"{typeof(Answering).FullName}.OnMessageAsync left 2 of 3 answers unset, or set them to default(LmtpMessageResult), which chooses no reply. "
            + "Set each to one of the members of LmtpMessageResult.",
            Assert.Single(failures));
    }

    [Fact]
    public void A_handler_of_SMTP_that_returns_a_default_result_is_answered_451_for_each_recipient()
    {
        var session = new LmtpSession(new Forgetful(), new LmtpOptions());
        var failures = new List<string>();
        session.HandlerFailed = exception => failures.Add(exception.Message);
        var client = new LmtpClient(session, "bob", "carol");

        client.Say(Data);

        Assert.Equal(["451 4.3.0", "451 4.3.0"], client.Say(Message));
        Assert.StartsWith($"{typeof(Forgetful).FullName}.OnMessageAsync returned default(SmtpMessageResult)", Assert.Single(failures));
    }

    [Fact]
    public void A_handler_that_throws_is_answered_for_each_recipient_behind_the_last_chunk()
    {
        var client = new LmtpClient(new LmtpSession(new Failing(), new LmtpOptions()), "bob", "carol");

        Assert.Equal(["451 4.3.0", "451 4.3.0"], client.Say(LastChunk));
    }

    [Fact]
    public void A_handler_that_throws_is_answered_once_behind_another_chunk()
    {
        var client = new LmtpClient(new LmtpSession(new Failing(), new LmtpOptions()), "bob", "carol");

        Assert.Equal(["451 4.3.0"], client.Say(Chunk));
        Assert.Equal(["503 5.5.1"], client.Say(LastChunk));
        Assert.Equal(["250 2.0.0"], client.Say("RSET\r\n"));
    }

    [Fact]
    public void A_handler_of_SMTP_sees_its_own_states_and_flags()
    {
        var handler = new Watching();
        var client = new LmtpClient(new LmtpSession(handler, new LmtpOptions()), "bob");

        client.Say(Data);
        client.Say(Message);

        Assert.Equal([SmtpState.Connected, SmtpState.Idle, SmtpState.Sender, SmtpState.Recipients, SmtpState.Idle], handler.States);
        Assert.Equal("Lmtp", handler.Session.Protocol);
        Assert.True(handler.Session.Flags.HasFlag(SmtpFlags.Extended));
    }

    private static LmtpClient Begin(SmtpMessageResult?[] answers) =>
        new(new LmtpSession(new Answering(answers), new LmtpOptions()), [.. answers.Select((_, i) => $"user{i}")]);

    private sealed class Answering(SmtpMessageResult?[] answers) : LmtpHandler
    {
        protected override async ValueTask OnMessageAsync(MessageBody body, LmtpMessageResults results, CancellationToken cancellationToken)
        {
            await body.ToArrayAsync(cancellationToken);
            for (int i = 0; i < results.Count; i++)
                results[i] = answers[i];
        }
    }

    // It has answered some when it fails: nobody may believe those answers.
    private sealed class Failing : LmtpHandler
    {
        protected override ValueTask OnMessageAsync(MessageBody body, LmtpMessageResults results, CancellationToken cancellationToken)
        {
            results[0] = s_stored;
            throw new InvalidOperationException("The store is gone.");
        }
    }

    private sealed class Forgetful : SmtpHandler
    {
#pragma warning disable SGP1104 // A value that comes from elsewhere is not seen.
        protected override ValueTask<Protocols.Smtp.SmtpMessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken) => default;
#pragma warning restore SGP1104
    }

    private sealed class FailingSmtp : SmtpHandler
    {
        protected override ValueTask<Protocols.Smtp.SmtpMessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The store is gone.");
    }

    private sealed class Watching : SmtpHandler
    {
        public List<SmtpState> States { get; } = [];

        protected override void OnStateChanged(SmtpState from, SmtpState to)
        {
            if (States.LastOrDefault((SmtpState)byte.MaxValue) != to)
                States.Add(to);
        }

        protected override async ValueTask<Protocols.Smtp.SmtpMessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken)
        {
            await body.ToArrayAsync(cancellationToken);
            return Protocols.Smtp.SmtpMessageResult.Queued("1");
        }
    }
}
