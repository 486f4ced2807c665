using SmtpGen.Envelopes;
using SmtpGen.Runtime.Client;
using SmtpGen.Testing;

namespace SmtpGen.Client.Tests;

/// <summary>What is told to those who go on with a session that is over.</summary>
public sealed class EndedSessionTests
{
    private const string Opening = """
        S: 220 mx.example
        C: EHLO client.example
        S: 250 mx.example
        """;

    private static readonly MailEnvelope s_envelope = new("alice@a.example", "bob@b.example");

    private static CancellationToken InTime => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task What_ended_the_session_is_the_cause_of_what_is_thrown_next()
    {
        await using var server = ScriptedServer.Play($"{Opening}\nC: MAIL FROM:<alice@a.example>\nS: 421 4.3.2 Shutting down");
        await using var sender = await MailSender.ConnectAsync(server.Options, InTime);
        var first = await Assert.ThrowsAsync<MailSendException>(() => SendAsync(sender));

        var second = await Assert.ThrowsAsync<SessionEndedException>(() => SendAsync(sender));

        Assert.Same(first, second.InnerException);
        Assert.Contains(first.Message, second.Message, StringComparison.Ordinal);
        Assert.IsType<ProtocolClientException>(first, exactMatch: false);
    }

    [Fact(Timeout = 60_000)]
    public async Task After_a_good_bye_and_after_a_disposal_nothing_else_is_the_cause()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: InTime);
        var left = await ConnectAsync(server);
        await left.QuitAsync(InTime);
        Assert.Null((await Assert.ThrowsAsync<SessionEndedException>(() => SendAsync(left))).InnerException);
        await left.DisposeAsync();

        var disposed = await ConnectAsync(server);
        await disposed.DisposeAsync();
        var exception = await Assert.ThrowsAsync<SessionEndedException>(() => SendAsync(disposed));
        Assert.Null(exception.InnerException);
        Assert.EndsWith("The sender is disposed.", exception.Message, StringComparison.Ordinal);
        await disposed.QuitAsync(InTime);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_that_is_cancelled_on_the_way_ends_the_session_and_a_good_bye_hides_nothing(bool chunking)
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: InTime);
        await using var sender = await ConnectAsync(server, chunking);
        using var cancelling = new CancellationTokenSource();

        var first = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            try
            {
                await sender.SendAsync(s_envelope, LongContent(), new Cancelling(cancelling), cancelling.Token);
            }
            finally
            {
                await sender.QuitAsync(cancelling.Token);
            }
        });

        Assert.False(sender.IsOpen);
        Assert.Same(first, (await Assert.ThrowsAsync<SessionEndedException>(() => SendAsync(sender))).InnerException);
        server.AssertNoMessages();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_message_that_is_cancelled_before_anything_is_sent_leaves_the_session_open()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: InTime);
        await using var sender = await ConnectAsync(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await sender.SendAsync(s_envelope, "x"u8.ToArray(), new CancellationToken(canceled: true)));

        Assert.True(sender.IsOpen);
        await SendAsync(sender);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("S: 500 what?")]
    [InlineData("S: 354 go")]
    [InlineData("S: nonsense")]
    [InlineData("S: 421 bye")]
    [InlineData("")]
    public async Task However_the_server_takes_a_good_bye_nothing_is_thrown(string answer)
    {
        await using var server = ScriptedServer.Play($"{Opening}\nC: QUIT\n{answer}");
        await using var sender = await MailSender.ConnectAsync(server.Options, InTime);
        await sender.QuitAsync(InTime);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_good_bye_that_is_cancelled_throws_nothing_and_ends_the_session()
    {
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: InTime);
        await using var sender = await ConnectAsync(server);
        await sender.QuitAsync(new CancellationToken(canceled: true));
        Assert.False(sender.IsOpen);
    }

    private static async Task<MailSendResult> SendAsync(MailSender sender) => await sender.SendAsync(s_envelope, "x"u8.ToArray(), InTime);

    private static async Task<MailSender> ConnectAsync(SmtpTestServer server, bool chunking = true) => await MailSender.ConnectAsync(
        new MailSenderOptions { Host = "127.0.0.1", Port = server.Port, Tls = TlsPolicy.None, Chunking = chunking }, InTime);

    private static byte[] LongContent()
    {
        byte[] content = new byte[1_000_000];
        Array.Fill(content, (byte)'\n');
        return content;
    }

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<MailSendProgress>
    {
        public void Report(MailSendProgress value) => source.Cancel();
    }
}
