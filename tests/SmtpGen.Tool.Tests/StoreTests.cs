using System.Text;
using SmtpGen.Envelopes;
using SmtpGen.Storage;
using SmtpGen.Tool.Commands;

namespace SmtpGen.Tool.Tests;

public sealed class StoreTests
{
    private const string Mail =
        "From: ann@example.org\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMIME-Version: 1.0\r\n" +
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\u001b[31m.\r\n" +
        "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\nabc\r\n--b--\r\n";

    [Theory]
    [InlineData("")]
    [InlineData("maildir:")]
    public async Task List_shows_envelope_size_and_decoded_subject(string scheme)
    {
        using var folder = new TemporaryFolder();
        string id = await StoreAsync(scheme + folder["store"], Mail);

        var run = await ToolRun.OfAsync("list", "--store", scheme + folder["store"]);

        string line = Assert.Single(run.Output.Split('\n'), line => line.Contains(id));
        Assert.Contains("<ann@example.org>", line);
        Assert.Contains("bob@example.net, carol@example.net", line);
        Assert.Contains($" {Mail.Length} ", line);
        Assert.Contains("Grüße", line);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Redirected_output_is_plain_and_does_not_wrap()
    {
        using var folder = new TemporaryFolder();
        string subject = string.Concat(Enumerable.Repeat("word ", 60)).TrimEnd();
        await StoreAsync(folder["store"], $"Subject: {subject}\r\n\r\n");

        var run = await ToolRun.OfAsync("list", "--store", folder["store"]);

        Assert.Contains(subject, run.Output);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task Show_prints_headers_text_and_attachments_without_control_characters()
    {
        using var folder = new TemporaryFolder();
        string id = await StoreAsync(folder["store"], Mail);

        var run = await ToolRun.OfAsync("show", id, "--store", folder["store"]);

        Assert.Contains("reverse-path <ann@example.org>", run.Output);
        Assert.Contains("forward-path <carol@example.net>", run.Output);
        Assert.Contains("Subject: Grüße", run.Output);
        Assert.Contains("Hello\uFFFD[31m.", run.Output);
        Assert.Contains("a.pdf (application/pdf, 3 octets)", run.Output);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Show_prints_what_extensions_say_of_message_and_recipients()
    {
        using var folder = new TemporaryFolder();
        string id = await StoreAsync(folder["store"], Mail, new ReceivedEnvelope
        {
            ReversePath = "ann@example.org",
            Recipients =
            [
                new("bob@example.net") { Notify = NotifyConditions.Success | NotifyConditions.Delay },
                new("carol@example.net") { Notify = NotifyConditions.Never, OriginalRecipient = new("rfc822", "c@example.net") },
            ],
            Tls = "TLS1.3 with cipher TLS_AES_256_GCM_SHA384",
            AuthenticatedAs = "ann",
            SmtpUtf8 = true,
            Parameters = new MailParameters
            {
                Body = BodyKind.EightBitMime,
                Return = ReturnedContent.Headers,
                EnvelopeId = "Q\u001b1",
                RequireTls = true,
                Priority = 0,
                DeliverBy = new DeliverBy(120, DeliverByMode.Return, Trace: true),
                HoldUntil = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero),
                SolicitationKeywords = ["net.example:ADV", "org.example:ADV"],
                Submitter = "",
            },
        });

        var run = await ToolRun.OfAsync("show", id, "--store", folder["store"]);

        Assert.Contains(
            """
              TLS TLS1.3 with cipher TLS_AES_256_GCM_SHA384
              authenticated as ann
              reverse-path <ann@example.org>
              SMTPUTF8
              BODY 8BITMIME
              RET HDRS
              ENVID Q�1
              REQUIRETLS
              MT-PRIORITY 0
              BY 120 s, then return, trace
              hold until 2026-03-01 08:00:00 +00:00
              SOLICIT net.example:ADV, org.example:ADV
              AUTH <>
              forward-path <bob@example.net> NOTIFY SUCCESS, DELAY
              forward-path <carol@example.net> NOTIFY NEVER ORCPT rfc822;c@example.net
            """.Replace(@"\uFFFD", "\uFFFD"),
            run.Output.ReplaceLineEndings());
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Show_raw_copies_the_octets()
    {
        using var folder = new TemporaryFolder();
        string id = await StoreAsync(folder["store"], Mail);

        var run = await ToolRun.OfAsync("show", id, "--raw", "--store", folder["store"]);

        Assert.Equal(Mail, run.Output);
    }

    [Fact]
    public async Task A_message_that_is_not_there_is_not_found()
    {
        using var folder = new TemporaryFolder();
        await StoreAsync(folder["store"], Mail);

        var run = await ToolRun.OfAsync("show", "77", "--store", folder["store"]);

        Assert.StartsWith("smtpgen: no message '77'", run.Error);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_not_created()
    {
        using var folder = new TemporaryFolder();

        var run = await ToolRun.OfAsync("list", "--store", folder["none.db"]);

        Assert.StartsWith($"smtpgen: {folder["none.db"]}: does not exist", run.Error);
        Assert.Equal(3, run.ExitCode);
        Assert.False(File.Exists(folder["none.db"]));
    }

    [Fact]
    public async Task A_location_that_names_no_store_is_a_wrong_command_line()
    {
        var run = await ToolRun.OfAsync("list", "--store", "imap:somewhere");

        Assert.StartsWith("smtpgen: \"imap:\" is not a kind of message store", run.Error);
        Assert.DoesNotContain("Parameter", run.Error);
        Assert.Equal(2, run.ExitCode);
    }

    private static async Task<string> StoreAsync(string location, string mail, ReceivedEnvelope? envelope = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var store = StoreOption.Open(location, StoreAccess.ReadWrite);
        envelope ??= new ReceivedEnvelope
        {
            ReversePath = "ann@example.org",
            Recipients = [new("bob@example.net"), new("carol@example.net")],
        };
        await using var writer = await store.BeginAsync(envelope, cancellationToken);
        await writer.WriteAsync(Encoding.UTF8.GetBytes(mail), cancellationToken);
        return await writer.CommitAsync(cancellationToken);
    }
}
