using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Tool.Serve.Logging;
using SmtpGen.Tool.Serve.Verbose;
using SmtpGen.Web.Sessions;

namespace SmtpGen.Tool.Tests;

public sealed class SessionWitnessTests
{
    [Fact]
    public async Task No_text_is_made_of_a_command_that_is_not_refused()
    {
        await using var log = new ServeLog(TextWriter.Null, TextWriter.Null);
        var witness = Create(log);
        Say(witness);
        // What the runtime allocates once for code that it optimizes meanwhile is not text.
        long least = Enumerable.Range(0, 3).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
                Say(witness);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        // The state is boxed for its name, until the code is optimized.
        Assert.InRange(least, 0, 24 * 1000);

        static void Say(SessionWitness witness)
        {
            witness.OnCommand("MAIL FROM:<alice@client.example>"u8);
            witness.OnBody(100);
            witness.OnReplies("250 2.1.0 Sender ok\r\n"u8);
        }
    }

    [Theory]
    [InlineData("rcpt TO:<bob@mx.example>", "RCPT")]
    [InlineData("  AUTH PLAIN AGFsaWNlAHNlY3JldA==", "AUTH")]
    [InlineData("secret", "(unknown)")]
    [InlineData("", "(unknown)")]
    [InlineData("THIS-IS-A-WORD-OF-MORE-THAN-SIXTY-FOUR-LETTERS-WHICH-NO-PROTOCOL-HAS-FOR-A-COMMAND", "(unknown)")]
    public async Task A_refusal_is_told_with_the_verb_of_its_command_only(string line, string verb)
    {
        var lines = new LineFeed();
        await using var log = new ServeLog(lines, TextWriter.Null);
        var witness = Create(log);
        witness.OnCommand(System.Text.Encoding.ASCII.GetBytes(line));
        witness.OnReplies("550 5.1.1 No\r\n"u8);
        Assert.EndsWith($" {verb}: 550 5.1.1 No", await lines.NextAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_refusal_without_a_command_says_so()
    {
        var lines = new LineFeed();
        await using var log = new ServeLog(lines, TextWriter.Null);
        Create(log).OnReplies("554 5.7.1 No\r\n"u8);
        Assert.Contains(" (no command): 554", await lines.NextAsync(TestContext.Current.CancellationToken));
    }

    private static SessionWitness Create(ServeLog log) =>
        new(log, new SmtpSession(new Anybody(), new SmtpOptions()), ProtocolWords.Smtp, tellsAll: false);

    private sealed class Anybody : SmtpHandler
    {
        protected override ValueTask<SmtpMessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken) =>
            new(SmtpMessageResult.Queued("1"));
    }
}
