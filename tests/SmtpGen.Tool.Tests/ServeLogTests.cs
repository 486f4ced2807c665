using System.Text;
using SmtpGen.Tool.Commands;
using SmtpGen.Tool.Serve.Logging;

namespace SmtpGen.Tool.Tests;

public sealed class ServeLogTests
{
    private const int Timeout = 120_000;

    [Theory(Timeout = Timeout)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_are_answered_250_while_nobody_takes_the_lines(bool isBlocked)
    {
        using var folder = new TemporaryFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var port = new FreePort();
        await using var output = new StuckWriter(isBlocked);
        var run = Program.RunAsync(["serve", "--listen", port.Address, "--store", folder["store.db"]], output, TextWriter.Null, stop.Token);
        using (var client = await port.GreetedAsync())
        {
            for (int i = 0; i < 20; i++)
                Assert.StartsWith("250", await client.SendAsync("Subject: Hello"));
        }

        await stop.CancelAsync();
        Assert.Equal(0, await run);
        output.Release();
    }

    [Fact]
    public async Task Three_recipients_are_told_and_the_rest_is_counted()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--store", folder["store.db"]);
        using var client = await MailClient.GreetedAsync(serving.EndPoint);
        Assert.StartsWith("250", await client.SayAsync("MAIL FROM:<ann@example.org>"));
        for (int i = 0; i < 1000; i++)
            Assert.StartsWith("250", await client.SayAsync($"RCPT TO:<{new string('x', 60)}{i}@{new string('y', 60)}.example>"));
        Assert.StartsWith("354", await client.SayAsync("DATA"));
        Assert.StartsWith("250", await client.SayAsync("Subject: Hello\r\n."));

        string line = await serving.NextLineAsync();

        Assert.Contains("2@", line);
        Assert.DoesNotContain("3@", line);
        Assert.EndsWith(" and 997 more", line);
        Assert.InRange(line.Length, 400, LogLine.MostOctets);
    }

    [Theory]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(1026)]
    [InlineData(1027)]
    [InlineData(100_000)]
    public void A_line_has_at_most_a_kilobyte_and_ends_at_a_whole_character(int octets)
    {
        string text = new string('x', octets % 4) + string.Concat(Enumerable.Repeat("😀", octets / 4));

        string line = LogLine.Of(text, isTimed: true).Text;

        Assert.InRange(Encoding.UTF8.GetByteCount(line), Math.Min(octets, LogLine.MostOctets - 3), LogLine.MostOctets);
        Assert.DoesNotContain('\uFFFD', line);
        Assert.Equal(octets > LogLine.MostOctets, line.EndsWith(" ...", StringComparison.Ordinal));
        foreach (var rune in line.EnumerateRunes())
            Assert.NotEqual(Rune.ReplacementChar, rune);
    }

    [Fact]
    public async Task A_log_file_is_appended_to_and_opened_again_when_it_was_moved()
    {
        using var folder = new TemporaryFolder();
        folder.Write("log", "before\n");
        await using (var log = new ServeLog(TextWriter.Null, TextWriter.Null, folder["log"]))
        {
            log.Say("first");
            log.Warn("second");
            while (!(await ReadAsync(folder["log"])).Contains("second", StringComparison.Ordinal))
                await Task.Delay(5, TestContext.Current.CancellationToken);
            File.Move(folder["log"], folder["log.1"]);
            log.Reopen();
            log.Tell("third");
        }

        string[] lines = await File.ReadAllLinesAsync(folder["log.1"], TestContext.Current.CancellationToken);
        Assert.Equal("before", lines[0]);
        Assert.Matches(@"\A\d{4}-\d\d-\d\d \d\d:\d\d:\d\d first\z", lines[1]);
        Assert.EndsWith(" smtpgen: second", lines[2]);
        string[] after = await File.ReadAllLinesAsync(folder["log"], TestContext.Current.CancellationToken);
        Assert.Equal(["log opened again", "third"], after.Select(line => line["2026-01-01 00:00:00 ".Length..]));
    }

    [Fact]
    public async Task A_log_file_that_cannot_be_opened_is_named()
    {
        using var folder = new TemporaryFolder();

        var run = await ToolRun.OfAsync("serve", "--listen", "127.0.0.1:0", "--log", folder["none/log"], "--store", folder["store.db"]);

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith($"smtpgen: --log {folder["none/log"]}: ", run.Error);
        Assert.Contains("name a file that can be written to", run.Error);
    }

    private static async Task<string> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A writer that blocks, or that has no space left.</summary>
    private sealed class StuckWriter(bool isBlocked) : TextWriter
    {
        private readonly ManualResetEventSlim _released = new();

        public override Encoding Encoding => Encoding.UTF8;

        public void Release() => _released.Set();

        public override void WriteLine(string? value)
        {
            if (isBlocked)
                _released.Wait();
            throw new IOException("No space left on device");
        }
    }
}
