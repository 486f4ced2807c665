using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SmtpGen.Storage;
using SmtpGen.Tool.Commands;
using SmtpGen.Tool.Listing;

namespace SmtpGen.Tool.Tests;

// What the program allocates is counted for the whole process, so nothing may run beside it.
[CollectionDefinition(nameof(ListTests), DisableParallelization = true)]
[Collection(nameof(ListTests))]
public sealed class ListTests
{
    [Theory]
    [InlineData("")]
    [InlineData("maildir:")]
    public async Task The_newest_message_comes_first_and_pages_follow_one_another(string scheme)
    {
        using var folder = new TemporaryFolder();
        string location = scheme + folder["store"];
        var ids = await StoredMail.StoreAsync(location, 5);
        ids.Reverse();

        Assert.Equal(ids, Ids(await ToolRun.OfAsync("list", "--store", location)));
        Assert.Equal(ids[..2], Ids(await ToolRun.OfAsync("list", "--store", location, "--limit", "2")));
        Assert.Equal(ids[2..4], Ids(await ToolRun.OfAsync("list", "--store", location, "--limit", "2", "--before", ids[1])));

        var none = await ToolRun.OfAsync("list", "--store", location, "--before", "abc");
        Assert.Contains("has no message \"abc\"", none.Error);
        Assert.Equal(1, none.ExitCode);
    }

    [Fact]
    public async Task JSON_is_an_object_a_line_with_all_recipients_and_the_decoded_subject()
    {
        using var folder = new TemporaryFolder();
        string[] recipients = [.. Enumerable.Range(0, 10).Select(number => $"r{number}@mx.example")];
        await StoredMail.StoreAsync(folder["store"], 1, "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= \u202e\r\nDate: then\r\n\r\n", recipients);

        var run = await ToolRun.OfAsync("list", "--json", "--store", folder["store"]);

        string line = Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("\\u202E", line);
        var message = JsonDocument.Parse(line).RootElement;
        Assert.Equal("1", message.GetProperty("id").GetString());
        Assert.Equal("Grüße \u202e", message.GetProperty("subject").GetString());
        Assert.Equal("then", message.GetProperty("date").GetString());
        Assert.Equal("ann@example.org", message.GetProperty("reversePath").GetString());
        Assert.Equal(recipients, message.GetProperty("recipients").EnumerateArray().Select(recipient => recipient.GetString()));
        Assert.True(message.GetProperty("receivedAt").TryGetDateTimeOffset(out _));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Three_recipients_are_named_and_the_others_counted()
    {
        using var folder = new TemporaryFolder();
        await StoredMail.StoreAsync(folder["store"], 1, recipients: [.. Enumerable.Range(0, 1000).Select(number => $"r{number}@mx.example")]);

        var run = await ToolRun.OfAsync("list", "--store", folder["store"]);

        Assert.Contains("r0@mx.example, r1@mx.example, r2@mx.example and 997 more ", run.Output);
        Assert.DoesNotContain("r3@", run.Output);
    }

    [Fact]
    public async Task An_empty_store_has_no_messages()
    {
        using var folder = new TemporaryFolder();
        await StoredMail.StoreAsync(folder["store"], 0);
        Assert.Equal("no messages" + Environment.NewLine, (await ToolRun.OfAsync("list", "--store", folder["store"])).Output);
        Assert.Equal("", (await ToolRun.OfAsync("list", "--json", "--store", folder["store"])).Output);
    }

    [Theory]
    [InlineData(80, "17")]
    [InlineData(80, "200000")]
    [InlineData(80, "1764338400.M123456P123Q1.mx.example")]
    [InlineData(120, "17")]
    public void On_a_terminal_a_message_is_one_line_that_fits(int width, string id)
    {
        var output = new StringWriter();
        var table = new MessageTable(output, width);
        foreach (string text in (string[])["Hello", new string('x', 300), string.Concat(Enumerable.Repeat("世界", 80)), "a\nb\u202e", "👨‍👩‍👧 family"])
        {
            table.Write(new StoredMessage(
                id,
                new ReceivedEnvelope { ReversePath = text, Recipients = [new("bob@mx.example"), new(text), new("dora@mx.example"), new("eve@mx.example")] },
                123_456_789_012)
            {
                Subject = text,
            });
        }

        string[] lines = output.ToString().Split(Environment.NewLine)[..^1];
        Assert.Equal(6, lines.Length);
        Assert.StartsWith("Id ", lines[0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(CellText.Width(line), 40, width));
        Assert.All(lines[1..], line => Assert.Contains("123G", line, StringComparison.Ordinal));
        Assert.All(lines[1..], line => Assert.Contains(" +3", line, StringComparison.Ordinal));
        Assert.All(lines[1..], line => Assert.StartsWith(id.Replace("mx.example", "", StringComparison.Ordinal), line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999_999, "999999")]
    [InlineData(1_000_000, "1.0M")]
    [InlineData(33_554_432, "33.6M")]
    [InlineData(99_999_999, "100.0M")]
    [InlineData(9_999_000_000, "9999M")]
    [InlineData(20_000_000_000, "20G")]
    public void A_size_takes_six_columns(long octets, string text) => Assert.Equal(text, MessageText.ShortSize(octets));

    [Theory]
    [InlineData("")]
    [InlineData("maildir:")]
    public async Task A_header_of_33_MB_is_listed_and_shown_in_little_memory(string scheme)
    {
        using var folder = new TemporaryFolder();
        string location = scheme + folder["store"];
        string line = "X-Filler: " + new string('x', 100) + "\r\n";
        var header = new StringBuilder("Subject: huge\r\n");
        while (header.Length < 33_000_000)
            header.Append(line);
        string id = Assert.Single(await StoredMail.StoreAsync(location, 1, header.Append("\r\nbody\r\n").ToString()));
        header.Clear();
        await ToolRun.OfAsync("list", "--store", location);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        var list = await ToolRun.OfAsync("list", "--store", location);
        var show = await ToolRun.OfAsync("show", id, "--store", location);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Contains("  huge", list.Output);
        Assert.Contains("Subject: huge", show.Output);
        Assert.Contains("(the header is longer than 64 KB; --raw shows all of it)", show.Output);
        Assert.InRange(allocated, 0, 8_000_000);
    }

    [Fact]
    public async Task Each_message_more_costs_as_much_as_the_one_before_and_the_first_no_more_for_all()
    {
        using var folder = new TemporaryFolder();
        foreach (string scheme in (string[])["", "maildir:"])
        {
            string few = scheme + folder[$"few{scheme.Length}"];
            string many = scheme + folder[$"many{scheme.Length}"];
            await StoredMail.StoreAsync(few, 250);
            await StoredMail.StoreAsync(many, 1000);
            await AllocatedAsync(few);

            long ofFew = await AllocatedAsync(few);
            long ofMany = await AllocatedAsync(many);
            Assert.InRange(ofMany / (double)ofFew, 2, 5);
            // A Maildir's names are all looked at, its files are not.
            Assert.InRange(await AllocatedAsync(many, "--limit", "1"), 0, ofMany / (scheme.Length == 0 ? 5 : 2));
        }
    }

    [Theory]
    [InlineData("list")]
    [InlineData("list --json")]
    public async Task A_reader_that_leaves_early_ends_the_listing_without_a_word(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no head on Windows");
        using var folder = new TemporaryFolder();
        await StoredMail.StoreAsync(folder["store"], 3000);
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList = { "-c", $"\"$@\" {command} --store '{folder["store"]}' | head -2; echo \"rc ${{PIPESTATUS[0]}}\"", "bash" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string word in TestedProgram.Command())
            start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Equal("rc 0", lines[2]);
        Assert.Equal("", await error);
    }

    [Fact]
    public async Task A_writer_whose_reader_has_gone_is_written_to_once()
    {
        using var folder = new TemporaryFolder();
        await StoredMail.StoreAsync(folder["store"], 3);
        await using var closed = new ClosedPipe();
        await using var output = new StreamWriter(closed) { AutoFlush = true };
        await using var error = new StringWriter();

        int exitCode = await Program.RunAsync(["list", "--store", folder["store"]], output, error, TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (exitCode, error.ToString()));
        Assert.Equal(1, closed.Writes);
    }

    private static async Task<long> AllocatedAsync(string location, params string[] options)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await using var output = new StringWriter();
        Assert.Equal(0, await Program.RunAsync(["list", "--store", location, .. options], TextWriter.Null, output, TestContext.Current.CancellationToken));
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static List<string> Ids(ToolRun run) =>
        [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' ')[0])];

    private sealed class ClosedPipe : MemoryStream
    {
        public int Writes { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer) => Refuse();

        public override void Write(byte[] buffer, int offset, int count) => Refuse();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Refuse();
            return default;
        }

        // EPIPE, and ERROR_BROKEN_PIPE on Windows. Later writes are those of disposal.
        private void Refuse()
        {
            if (Writes++ == 0)
                throw new IOException("Broken pipe", OperatingSystem.IsWindows() ? unchecked((int)0x8007006D) : 32);
        }
    }
}
