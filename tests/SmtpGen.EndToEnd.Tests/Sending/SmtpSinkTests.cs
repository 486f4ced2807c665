using System.Globalization;
using SmtpGen.Client;

namespace SmtpGen.EndToEnd.Tests.Sending;

/// <summary>Against smtp-sink, which comes with Postfix.</summary>
public class SmtpSinkTests
{
    private const int Timeout = 300_000;

    [Theory(Timeout = Timeout)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_arrives_as_it_was_sent(bool pipelining)
    {
        await using var server = await StartAsync((_, folder) => ["-D", Path.Combine(folder, "dump")]);

        await SendAsync(server, options => options with { Pipelining = pipelining }, 1);

        string dump = await server.ReadAsync(sink => File.Exists(sink["dump"]) ? sink["dump"] : null);
        Assert.Contains("X-Mail-Args: <alice@client.example>", dump);
        Assert.Contains("X-Rcpt-Args: <bob@mx.example>", dump);
        Assert.Contains("Subject: foreign\n\n.\n..dots\nlast\n", dump);
    }

    [Fact(Timeout = Timeout)]
    public async Task LMTP_answers_for_each_recipient()
    {
        await using var server = await StartAsync((_, _) => ["-L"]);
        var results = await SendAsync(server, options => options with { Protocol = MailProtocol.Lmtp }, 2);
        Assert.All(results, result => Assert.Equal(2, result.Recipients.Count(recipient => recipient.IsAccepted)));
    }

    [Theory(Timeout = Timeout)]
    [InlineData("RCPT", 500, MailSendFailure.Refused)]
    [InlineData("DATA", 500, MailSendFailure.Refused)]
    [InlineData(".", 500, MailSendFailure.Refused)]
    [InlineData("MAIL", 450, MailSendFailure.Refused)]
    public async Task A_refusal_of_any_command_is_reported_and_the_session_goes_on(string command, int code, MailSendFailure failure)
    {
        await using var server = await StartAsync((_, _) => [code == 500 ? "-f" : "-r", command]);
        await using var sender = await MailSender.ConnectAsync(ForeignMail.Options(server.Port), TestContext.Current.CancellationToken);

        for (int i = 0; i < 2; i++)
        {
            var exception = await Assert.ThrowsAsync<MailSendException>(
                async () => await sender.SendAsync(ForeignMail.Envelope, ForeignMail.Content, TestContext.Current.CancellationToken));
            Assert.Equal(failure, exception.Failure);
            Assert.Equal(code, exception.Reply!.Code);
            Assert.True(sender.IsOpen);
        }
    }

    [Fact(Timeout = Timeout)]
    public async Task A_server_that_hangs_up_at_the_content_is_reported()
    {
        await using var server = await StartAsync((_, _) => ["-q", "."]);
        await using var sender = await MailSender.ConnectAsync(ForeignMail.Options(server.Port), TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<MailSendException>(
            async () => await sender.SendAsync(ForeignMail.Envelope, ForeignMail.Content, TestContext.Current.CancellationToken));

        Assert.NotEqual(MailSendFailure.Protocol, exception.Failure);
        Assert.False(sender.IsOpen);
    }

    private static Task<ForeignServer> StartAsync(Func<int, string, IReadOnlyList<string>> options) => ForeignServer.StartAsync(
        "smtp-sink",
        (port, folder) =>
        [
            .. Environment.IsPrivilegedProcess ? (string[])["-u", "nobody"] : [], "-h", "mx.example", .. options(port, folder),
            "127.0.0.1:" + port.ToString(CultureInfo.InvariantCulture), "10",
        ]);

    private static async Task<List<MailSendResult>> SendAsync(ForeignServer server, Func<MailSenderOptions, MailSenderOptions> change, int count)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var sender = await MailSender.ConnectAsync(change(ForeignMail.Options(server.Port)), cancellationToken);
        var results = new List<MailSendResult>();
        for (int i = 0; i < count; i++)
            results.Add(await sender.SendAsync(ForeignMail.Envelope, ForeignMail.Content, cancellationToken));
        await sender.QuitAsync(cancellationToken);
        return results;
    }
}
