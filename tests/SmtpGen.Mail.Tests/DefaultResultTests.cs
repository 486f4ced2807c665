using System.Text;
using SmtpGen.Dialogs;
using SmtpGen.Envelopes;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Mail.Tests;

/// <summary>Whoever returns a default result has kept nothing and decided nothing: 451, and the log says which method it was.</summary>
public class DefaultResultTests
{
    private readonly List<string> _failures = [];

    [Theory]
    [InlineData("NOOP")]
    [InlineData("DATA")]
    [InlineData("BDAT")]
    public async Task A_message_that_nobody_kept_is_not_acknowledged(string with)
    {
        await using var connection = await OpenAsync(new Forgetful { Forgets = "message" });
        await SayAsync(connection, "MAIL FROM:<alice@client.example>\r\n");
        await SayAsync(connection, "RCPT TO:<bob@mx.example>\r\n");
        if (with != "BDAT")
            Assert.StartsWith("354", await SayAsync(connection, "DATA\r\n"));

        string octets = with switch { "BDAT" => "BDAT 7 LAST\r\nHello\r\n", "DATA" => "Hello\r\n.\r\n", _ => "Hello\r\n.\r\nNOOP\r\n" };
        Assert.Equal("451 4.3.0 Local error in processing", await SayAsync(connection, octets));
        if (with == "NOOP")
            Assert.StartsWith("250", await connection.ReadLineAsync());
        Assert.StartsWith("503", await SayAsync(connection, "RCPT TO:<bob@mx.example>\r\n"));
        Assert.StartsWith("250", await SayAsync(connection, "MAIL FROM:<alice@client.example>\r\n"));
        Assert.Equal([Says("ReceiveAsync", "SmtpMessageResult")], _failures);
    }

    [Fact]
    public async Task A_sender_on_whom_nobody_decided_is_not_accepted()
    {
        await using var connection = await OpenAsync(new Forgetful { Forgets = "sender" });

        Assert.StartsWith("451 4.3.0", await SayAsync(connection, "MAIL FROM:<alice@client.example>\r\n"));
        Assert.StartsWith("503", await SayAsync(connection, "RCPT TO:<bob@mx.example>\r\n"));
        Assert.Equal([Says("JudgeSenderAsync", "SmtpMailResult")], _failures);
    }

    [Fact]
    public async Task A_recipient_on_whom_nobody_decided_is_not_accepted()
    {
        await using var connection = await OpenAsync(new Forgetful { Forgets = "recipient" });
        await SayAsync(connection, "MAIL FROM:<alice@client.example>\r\n");

        Assert.StartsWith("451 4.3.0", await SayAsync(connection, "RCPT TO:<bob@mx.example>\r\n"));
        Assert.StartsWith("554", await SayAsync(connection, "DATA\r\n"));
        Assert.Equal([Says("JudgeRecipientAsync", "SmtpRcptResult")], _failures);
    }

    [Fact]
    public async Task A_command_on_which_nobody_decided_is_not_answered_with_its_first_reply()
    {
        await using var connection = await OpenAsync(new Forgetful { Forgets = "name" });

        Assert.StartsWith("451 4.3.0", await SayAsync(connection, "VRFY bob\r\n"));
        Assert.Equal([Says("OnVrfyAsync", "SmtpVrfyResult")], _failures);
    }

    [Fact]
    public async Task A_client_that_nobody_welcomed_is_not_greeted()
    {
        var connection = new MemoryConnection(int.MaxValue);
        await connection.OpenAsync(Session(new Forgetful { Forgets = "client" }));

        Assert.StartsWith("451", await connection.ReadLineAsync());
        Assert.Equal([Says("OnConnectAsync", "SmtpConnectResult")], _failures);
        await connection.DisposeAsync();
    }

    private static string Says(string method, string result) =>
        $"{typeof(Forgetful).FullName}.{method} returned default({result}), which chooses no reply. Return one of the members of {result}.";

    private SmtpSession Session(SmtpHandler handler) =>
        new(handler, new SmtpOptions()) { HandlerFailed = exception => _failures.Add(Assert.IsType<NoReplyChosenException>(exception).Message) };

    private async Task<IDialogConnection> OpenAsync(SmtpHandler handler)
    {
        var connection = new MemoryConnection(int.MaxValue);
        await connection.OpenAsync(Session(handler));
        Assert.StartsWith("220", await connection.ReadLineAsync());
        string? line = await SayAsync(connection, "EHLO client.example\r\n");
        while (line is ['2', '5', '0', '-', ..])
            line = await connection.ReadLineAsync();
        Assert.StartsWith("250 ", line);
        return connection;
    }

    private static async Task<string?> SayAsync(IDialogConnection connection, string octets)
    {
        await connection.SendAsync(Encoding.ASCII.GetBytes(octets));
        return await connection.ReadLineAsync();
    }

    // The analyzer would find these; here they stand for values that come from elsewhere.
#pragma warning disable SGP1104
    private sealed class Forgetful : SmtpReceiver
    {
        public required string Forgets { get; set; }

        protected override ValueTask<SmtpConnectResult> OnConnectAsync(CancellationToken cancellationToken) =>
            Forgets == "client" ? default : base.OnConnectAsync(cancellationToken);

        protected override ValueTask<SmtpVrfyResult> OnVrfyAsync(SmtpVrfyArguments arguments, CancellationToken cancellationToken) =>
            Forgets == "name" ? default : base.OnVrfyAsync(arguments, cancellationToken);

        protected override ValueTask<SmtpMailResult> JudgeSenderAsync(SmtpMailArguments mail, CancellationToken cancellationToken) =>
            Forgets == "sender" ? default : base.JudgeSenderAsync(mail, cancellationToken);

        protected override ValueTask<SmtpRcptResult> JudgeRecipientAsync(SmtpRcptArguments rcpt, CancellationToken cancellationToken) =>
            Forgets == "recipient" ? default : base.JudgeRecipientAsync(rcpt, cancellationToken);

        protected override async ValueTask<SmtpMessageResult> ReceiveAsync(MailEnvelope envelope, MessageBody body, CancellationToken cancellationToken)
        {
            await body.ReadAsync(cancellationToken);
            return Forgets == "message" ? new SmtpMessageResult() : SmtpMessageResult.Queued("1");
        }
    }
#pragma warning restore SGP1104
}
