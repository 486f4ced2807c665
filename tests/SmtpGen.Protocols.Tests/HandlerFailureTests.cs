using System.Text;
using SmtpGen.Dialogs;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Protocols.Tests;

/// <summary>The row <c>handler failed</c>: what a handler throws is answered, and costs neither session nor order.</summary>
public class HandlerFailureTests
{
    [Fact]
    public async Task A_handler_that_throws_at_a_command_is_answered_451_and_the_session_goes_on()
    {
        await using var connection = await OpenAsync(new FailingHandler { FailsAtMail = true });

        Assert.Equal("451 4.3.0 Local error in processing", await SayAsync(connection, "MAIL FROM:<alice@client.example>\r\n"));
        Assert.StartsWith("503", await SayAsync(connection, "RCPT TO:<bob@mx.example>\r\n"));
        Assert.StartsWith("250", await SayAsync(connection, "MAIL FROM:<alice@client.example>\r\n"));
        Assert.StartsWith("221", await SayAsync(connection, "QUIT\r\n"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handler_that_throws_at_a_body_is_answered_451_when_the_body_has_ended(bool readsFirst)
    {
        await using var connection = await OpenAsync(new FailingHandler { FailsAtBody = true, ReadsFirst = readsFirst });
        await BeginBodyAsync(connection);

        await connection.SendAsync("NOOP\r\nQUIT\r\n"u8.ToArray());
        Assert.Equal("", connection.Unread);
        Assert.Equal("451 4.3.0 Local error in processing", await SayAsync(connection, ".\r\n"));
        Assert.Equal("", connection.Unread);
    }

    [Fact]
    public async Task A_handler_that_throws_at_a_body_ends_the_transaction_and_the_next_message_is_taken()
    {
        await using var connection = await OpenAsync(new FailingHandler { FailsAtBody = true });
        await BeginBodyAsync(connection);
        Assert.StartsWith("451", await SayAsync(connection, "first\r\n.\r\n"));

        await BeginBodyAsync(connection);
        Assert.StartsWith("250", await SayAsync(connection, "second\r\n.\r\n"));
    }

    private static async Task<IDialogConnection> OpenAsync(SmtpHandler handler)
    {
        var connection = new MemoryConnection(int.MaxValue);
        await connection.OpenAsync(new SmtpSession(handler, new SmtpOptions()));
        Assert.StartsWith("220", await connection.ReadLineAsync());
        Assert.StartsWith("250", await SayAsync(connection, "HELO client.example\r\n"));
        return connection;
    }

    private static async Task BeginBodyAsync(IDialogConnection connection)
    {
        Assert.StartsWith("250", await SayAsync(connection, "MAIL FROM:<alice@client.example>\r\n"));
        Assert.StartsWith("250", await SayAsync(connection, "RCPT TO:<bob@mx.example>\r\n"));
        Assert.StartsWith("354", await SayAsync(connection, "DATA\r\n"));
    }

    private static async Task<string?> SayAsync(IDialogConnection connection, string octets)
    {
        await connection.SendAsync(Encoding.ASCII.GetBytes(octets));
        return await connection.ReadLineAsync();
    }

    /// <summary>Throws once at what it was told to fail at, then accepts.</summary>
    private sealed class FailingHandler : SmtpHandler
    {
        public bool FailsAtMail { get; set; }

        public bool FailsAtBody { get; set; }

        public bool ReadsFirst { get; init; }

        protected override ValueTask<SmtpMailResult> OnMailAsync(SmtpMailArguments arguments, CancellationToken cancellationToken)
        {
            if (!FailsAtMail)
                return new(SmtpMailResult.SenderOk());
            FailsAtMail = false;
            throw new InvalidOperationException("MAIL fails.");
        }

        protected override async ValueTask<SmtpMessageResult> OnMessageAsync(MessageBody body, CancellationToken cancellationToken)
        {
            if (ReadsFirst || !FailsAtBody)
                await body.ReadAsync(cancellationToken);
            if (!FailsAtBody)
                return SmtpMessageResult.Queued("1");
            FailsAtBody = false;
            throw new InvalidOperationException("The body fails.");
        }
    }
}
