using SmtpGen.Envelopes;
using SmtpGen.Testing;

namespace SmtpGen.Client.Tests;

/// <summary>What a caller is told while the content is sent.</summary>
public sealed class ProgressTests
{
    private static readonly MailEnvelope s_envelope = new("alice@a.example", "bob@b.example");

    [Theory(Timeout = 60_000)]
    [InlineData(false, "a\n.b\r\nc", 10)]
    [InlineData(true, "a\n.b\r\nc", 10)]
    [InlineData(false, "", 0)]
    [InlineData(true, "", 0)]
    public async Task Octets_are_counted_with_whole_line_ends_and_without_dots_and_commands(bool chunking, string content, long total)
    {
        var reports = await SendAsync(chunking, System.Text.Encoding.ASCII.GetBytes(content));
        Assert.Equal(new MailSendProgress(total, total), reports[^1]);
        Assert.All(reports, report => Assert.Equal(total, report.Total));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_report_has_more_octets_and_the_last_one_all_of_them(bool chunking)
    {
        byte[] content = new byte[1_000_000];
        Array.Fill(content, (byte)'x');
        for (int i = 9; i < content.Length; i += 10)
            content[i] = (byte)'\n';

        var reports = await SendAsync(chunking, content);

        Assert.True(reports.Count > 3);
        Assert.All(reports, report => Assert.Equal(1_100_000, report.Total));
        Assert.All(reports.Zip(reports.Skip(1)), pair => Assert.True(pair.First.Sent < pair.Second.Sent));
        Assert.True(reports[0].Sent > 0);
        Assert.Equal(1_100_000, reports[^1].Sent);
    }

    [Fact(Timeout = 60_000)]
    public async Task Of_a_message_that_is_refused_before_its_content_nothing_is_reported()
    {
        await using var server = ScriptedServer.Play("""
            S: 220 mx.example
            C: EHLO client.example
            S: 250 mx.example
            C: MAIL FROM:<alice@a.example>
            S: 550 no
            """);
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var sender = await MailSender.ConnectAsync(server.Options, cancellationToken);
        var progress = new Reports();

        await Assert.ThrowsAsync<MailSendException>(async () => await sender.SendAsync(s_envelope, "x"u8.ToArray(), progress, cancellationToken));

        Assert.Empty(progress.All);
    }

    private static async Task<IReadOnlyList<MailSendProgress>> SendAsync(bool chunking, byte[] content)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var server = await SmtpTestServer.StartAsync(cancellationToken: cancellationToken);
        var options = new MailSenderOptions { Host = "127.0.0.1", Port = server.Port, Tls = TlsPolicy.None, Chunking = chunking };
        await using var sender = await MailSender.ConnectAsync(options, cancellationToken);
        var progress = new Reports();
        await sender.SendAsync(s_envelope, content, progress, cancellationToken);
        await sender.QuitAsync(cancellationToken);
        return progress.All;
    }

    private sealed class Reports : IProgress<MailSendProgress>
    {
        public List<MailSendProgress> All { get; } = [];

        public void Report(MailSendProgress value) => All.Add(value);
    }
}
