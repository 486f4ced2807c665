using System.Text;
using SmtpGen.Envelopes;
using SmtpGen.Storage;
using SmtpGen.Web.Tests.Api;

namespace SmtpGen.Web.Tests.Search;

public sealed class SearchTests
{
    private static readonly string[] s_words = ["order", "Invoice", "雨", "こんにちは", "re", "x", "Äpfel", "ÄPFEL", "a.b", "100%", "o'neil", "new", "order-42", "ß", "日本語"];

    private sealed record Sample(string Id, string Sender, string Recipients, string Subject, string Body, bool HasAttachment, DateTimeOffset At, long Size);

    [Theory]
    [InlineData("sqlite", 1)]
    [InlineData("maildir", 2)]
    public async Task A_search_finds_what_a_plain_filter_finds(string kind, int seed)
    {
        await using var host = await PageHost.StartAsync(kind);
        var random = new Random(seed);
        var samples = new List<Sample>();
        for (int i = 0; i < 60; i++)
            samples.Add(await StoreAsync(host, random, i));
        await host.IndexAsync();
        for (int round = 0; round < 300; round++)
        {
            // Half of the searches come after deletions and arrivals that nobody told the index of.
            if (round == 150)
            {
                await host.Store.DeleteAsync([.. samples.Take(10).Select(sample => sample.Id)], PageHost.Cancellation);
                samples.RemoveRange(0, 10);
                samples.Add(await StoreAsync(host, random, 60));
            }

            var (query, fits) = RandomQuery(random);
            var expected = samples.Where(fits).OrderByDescending(sample => samples.IndexOf(sample)).Select(sample => sample.Id);
            var found = await host.ListAsync(query, random.Next(1, 20));
            Assert.True(expected.SequenceEqual(found), $"{query}: expected {string.Join(' ', expected)}, found {string.Join(' ', found)}");
        }
    }

    [Fact]
    public async Task Names_of_attachments_and_texts_of_pages_are_found_and_their_tags_are_not()
    {
        await using var host = await PageHost.StartAsync();
        string page = await host.StoreHtmlAsync("<style>.hidden{}</style><p class=secret>Hello <b>wor</b>ld</p><script>var code</script>");
        string file = await host.StoreAsync("Content-Type: application/pdf; name=\"budget.pdf\"\nContent-Disposition: attachment\n\nx");
        await host.IndexAsync();
        Assert.Equal([page], await host.ListAsync("\"hello world\""));
        Assert.Equal([file], await host.ListAsync("budget"));
        Assert.Equal([file], await host.ListAsync("has:attachment"));
        Assert.Empty(await host.ListAsync("secret"));
        Assert.Empty(await host.ListAsync("hidden"));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("truncated")]
    [InlineData("damaged")]
    [InlineData("of another store")]
    public async Task An_index_that_is_not_of_this_store_is_made_anew(string harm)
    {
        await using var host = await PageHost.StartAsync();
        byte[] index = await IndexOfAnotherStoreAsync();
        switch (harm)
        {
            case "garbage":
                new Random(1).NextBytes(index);
                break;
            case "truncated":
                index = index[..5000];
                break;
            case "damaged":
                index.AsSpan(4096).Fill(0xA5);
                break;
        }

        await File.WriteAllBytesAsync(host.IndexPath, index, PageHost.Cancellation);
        string id = await host.StoreAsync("Subject: mine\n\ntext of this store");
        await host.IndexAsyncAfterFailures();
        Assert.Equal([id], await host.ListAsync("this"));
        Assert.Empty(await host.ListAsync("theirs"));
    }

    [Fact]
    public async Task A_database_of_somebody_else_is_never_touched()
    {
        await using var host = await PageHost.StartAsync();
        await using (var other = await PageHost.StartAsync())
        {
            await other.StoreAsync("Subject: theirs\n\ntext");
            foreach (string file in Directory.GetFiles(other.Folder, "mail*"))
                File.Copy(file, Path.Combine(host.Folder, Path.GetFileName(file).Replace("mail", "index.db", StringComparison.Ordinal)));
        }

        byte[] before = await File.ReadAllBytesAsync(host.IndexPath, PageHost.Cancellation);
        string id = await host.StoreAsync("Subject: mine\n\ntext");
        await host.IndexAsync();
        Assert.Equal([id], await host.ListAsync("mine"));
        Assert.Equal(before, await File.ReadAllBytesAsync(host.IndexPath, PageHost.Cancellation));
    }

    [Fact]
    public async Task Nothing_is_indexed_before_somebody_asks()
    {
        await using var host = await PageHost.StartAsync();
        string id = await host.StoreAsync("Subject: x\n\ntext");
        await host.GetAsync($"/api/v1/messages/{id}");
        Assert.False(File.Exists(host.IndexPath));
        await host.ListAsync();
        await host.IndexAsync();
        Assert.True(File.Exists(host.IndexPath));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(host.IndexPath));
    }

    private static async Task<byte[]> IndexOfAnotherStoreAsync()
    {
        string copy = Path.GetTempFileName();
        await using (var other = await PageHost.StartAsync())
        {
            for (int i = 0; i < 50; i++)
                await other.StoreAsync($"Subject: theirs {i}\n\nnothing of yours");
            await other.IndexAsync();
            await other.Parts.DisposeAsync();
            File.Copy(other.IndexPath, copy, overwrite: true);
        }

        byte[] octets = await File.ReadAllBytesAsync(copy, PageHost.Cancellation);
        File.Delete(copy);
        return octets;
    }

    private static async Task<Sample> StoreAsync(PageHost host, Random random, int number)
    {
        string Words(int most) => string.Join(' ', random.GetItems(s_words, random.Next(1, most)));
        string name = Words(3), subject = Words(4), body = Words(30);
        string from = $"a{random.Next(4)}@example.org", to = $"b{random.Next(4)}@example.com", cc = $"c{random.Next(4)}@example.com";
        bool hasAttachment = random.Next(3) == 0;
        static string Encoded(string text) => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}?=";
        string header = $"From: {Encoded(name)} <{from}>\r\nCc: {cc}\r\nSubject: {Encoded(subject)}\r\n";
        string message = hasAttachment
            ? $"{header}Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n--q\r\nContent-Type: application/x-thing\r\nContent-Disposition: attachment\r\n\r\nz\r\n--q--\r\n"
            : $"{header}Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n";
        byte[] octets = Encoding.UTF8.GetBytes(message);
        var at = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddHours(number * 7);
        string id = await host.StoreAsync(octets, new ReceivedEnvelope { ReversePath = $"bounce{random.Next(3)}@example.org", Recipients = [new Recipient(to)], ReceivedAt = at });
        var stored = (await host.Store.FindAsync(id, PageHost.Cancellation))!;
        return new Sample(id, $"{name} {from} {stored.Envelope.ReversePath}", $"{cc} {to}", subject, body, hasAttachment, at, octets.Length);
    }

    private static (string Query, Func<Sample, bool> Fits) RandomQuery(Random random)
    {
        var parts = new List<string>();
        var tests = new List<Func<Sample, bool>>();
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            string word = random.Next(4) switch
            {
                0 => $"{random.GetItems(s_words, 1)[0]} {random.GetItems(s_words, 1)[0]}",
                1 => "example",
                2 => random.GetItems(["a1@", "b2", "c3@example", "bounce1", "rd", "voice", "本"], 1)[0],
                _ => random.GetItems(s_words, 1)[0],
            };
            string quoted = word.Contains(' ', StringComparison.Ordinal) || random.Next(2) == 0 ? $"\"{word}\"" : word;
            bool Has(string text) => text.ToLowerInvariant().Contains(word.ToLowerInvariant(), StringComparison.Ordinal);
            int day = random.Next(1, 22);
            var at = new DateTimeOffset(new DateTime(2026, 11, day, 0, 0, 0, DateTimeKind.Local));
            int size = random.Next(100, 700);
            var (part, test) = random.Next(9) switch
            {
                0 => ($"from:{quoted}", new Func<Sample, bool>(sample => Has(sample.Sender))),
                1 => ($"to:{quoted}", sample => Has(sample.Recipients)),
                2 => ($"subject:{quoted}", sample => Has(sample.Subject)),
                3 => ("has:attachment", sample => sample.HasAttachment),
                4 => ($"before:2026-11-{day:00}", sample => sample.At < at),
                5 => ($"after:2026-11-{day:00}", sample => sample.At >= at),
                6 => ($"larger:{size}", sample => sample.Size > size),
                7 => ($"smaller:{size}", sample => sample.Size < size),
                _ => (quoted, sample => Has(sample.Sender) || Has(sample.Recipients) || Has(sample.Subject) || Has(sample.Body)),
            };
            bool isNegated = random.Next(4) == 0;
            parts.Add(isNegated ? $"-{part}" : part);
            tests.Add(sample => test(sample) != isNegated);
        }

        return (string.Join(' ', parts), sample => tests.TrueForAll(test => test(sample)));
    }
}
