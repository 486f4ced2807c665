using System.Text;

namespace SmtpGen.Testing.Tests;

public class MessageTests
{
    [Fact]
    public async Task A_message_is_kept_with_its_envelope_and_its_octets()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        await Mail.SendAsync(server, Mail.Message("Greetings", "bob@mx.example", "carol@mx.example"));

        var message = Assert.Single(server.Messages);
        message.AssertSender("alice@client.example").AssertRecipients("carol@mx.example", "bob@mx.example")
            .AssertSubject("Greetings").AssertTextContains("Hello Bob");
        Assert.Contains("\r\n.A line that begins with a dot.\r\n", Encoding.ASCII.GetString(message.Octets.Span));
        Assert.False(message.IsEncrypted);
        Assert.Null(message.Identity);
    }

    [Fact]
    public async Task A_wait_finds_a_message_that_came_before_it_and_one_that_comes_later()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var later = server.WaitForMessageAsync(m => m.Mime.Subject == "Second", cancellationToken: TestContext.Current.CancellationToken);

        await Mail.SendAsync(server, Mail.Message("First"));
        await Mail.SendAsync(server, Mail.Message("Second"));

        (await later).AssertSubject("Second");
        (await server.WaitForMessageAsync(cancellationToken: TestContext.Current.CancellationToken)).AssertSubject("First");
    }

    [Fact]
    public async Task A_wait_in_vain_lists_what_did_arrive_and_what_was_said()
    {
        var time = new ManualTime();
        await using var server = await SmtpTestServer.StartAsync(o => o.TimeProvider = time, TestContext.Current.CancellationToken);
        await Mail.SendAsync(server, Mail.Message("Another"));

        var wait = server.WaitForMessageAsync(
            m => m.Mime.Subject == "Expected", TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(3));

        var failure = await Assert.ThrowsAsync<SmtpTestException>(() => wait);
        Assert.StartsWith("No message that fits came within 00:00:03. 1 arrived:\n  from <alice@client.example> to <bob@mx.example>, ", failure.Message);
        Assert.Contains("subject \"Another\"", failure.Message);
        Assert.Contains("\nC: MAIL FROM:<alice@client.example>", failure.Message);
    }

    [Fact]
    public async Task A_question_that_blocks_delays_no_session()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var answer = new ManualResetEventSlim();
        var asked = new TaskCompletionSource();
        var wait = server.WaitForMessageAsync(
            _ =>
            {
                asked.TrySetResult();
                answer.Wait();
                return true;
            },
            cancellationToken: TestContext.Current.CancellationToken);

        await Mail.SendAsync(server, Mail.Message("First"));
        await asked.Task;
        await Mail.SendAsync(server, Mail.Message("Second"));
        answer.Set();

        (await wait).AssertSubject("First");
    }

    [Fact]
    public async Task A_question_that_throws_fails_the_wait_and_not_the_session()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var wait = server.WaitForMessageAsync(_ => throw new InvalidOperationException("Wrong question."), cancellationToken: TestContext.Current.CancellationToken);

        await Mail.SendAsync(server, Mail.Message("Greetings"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => wait);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task An_assertion_that_fails_says_what_there_is_and_shows_the_session()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await Mail.SendAsync(server, Mail.Message("Greetings"));
        var message = server.Messages[0];

        var failure = Assert.Throws<SmtpTestException>(() => message.AssertSubject("Farewell"));
        Assert.StartsWith("The subject should be \"Farewell\", but is \"Greetings\".\nThe session:\nS: 220 ", failure.Message);
        Assert.Throws<SmtpTestException>(() => message.AssertSender("bob@mx.example"));
        Assert.Throws<SmtpTestException>(() => message.AssertRecipients());
        Assert.Throws<SmtpTestException>(() => message.AssertTextContains("Goodbye"));
        Assert.Throws<SmtpTestException>(message.AssertEncrypted);
        Assert.Throws<SmtpTestException>(() => message.AssertUser("alice"));
        Assert.Throws<SmtpTestException>(server.AssertNoMessages);
    }

    [Fact]
    public async Task A_cleared_server_is_as_new()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.Faults.OnConnect().Drop();
        server.Faults.Clear();
        await Mail.SendAsync(server, Mail.Message("Greetings"));

        server.Clear();

        server.AssertNoMessages();
        Assert.Empty(server.Sessions);
    }
}
