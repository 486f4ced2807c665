using System.Diagnostics;
using System.Text;
using SmtpGen.Web.Messages;
using SmtpGen.Web.Tests.Api;

namespace SmtpGen.Web.Tests.Messages;

public sealed class HostileMessageTests
{
    private static readonly string s_long = new('n', 1 << 20);

    /// <summary>Messages, and a word of the problem that is named; empty where there is none to name.</summary>
    public static TheoryData<string, string, string> Messages => new()
    {
        { "empty", "", "it is empty" },
        { "no header", "\r\njust text", "" },
        { "one line", "this is not a header", "not header fields" },
        { "binary", string.Concat(Enumerable.Range(0, 4096).Select(i => (char)(i * 7 % 256))), "not header fields" },
        { "only CR", "Subject: x\r\rtext", "" },
        { "mbox line", "From alice Mon Nov 30\r\nSubject: x\r\n\r\ntext", "not header fields" },
        { "10,000 parts", "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + string.Concat(Enumerable.Repeat("--x\r\n\r\npart\r\n", 10_000)) + "--x--", "more than 1000 parts" },
        { "deep", string.Concat(Enumerable.Range(0, 3000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n")), "nested more than 24 deep" },
        { "messages in messages", string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\r\n\r\n", 3000)) + "Subject: x\r\n\r\ntext", "nested more than 24 deep" },
        { "file name", $"Content-Type: application/pdf; name=\"{s_long}\"\r\n\r\nx", "longer than 255 characters" },
        { "encoded file name", $"Content-Disposition: attachment; filename*=utf-8''{string.Concat(Enumerable.Repeat("%E9%9B%A8", 120_000))}\r\n\r\nx", "longer than 255 characters" },
        { "file name in pieces", "Content-Disposition: attachment" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $";\r\n filename*{i}=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")) + "\r\n\r\nx", "longer than 255 characters" },
        { "type in pieces", "Content-Type: application/pdf" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $";\r\n name*{i}=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")) + "\r\n\r\nx", "is longer than 16384 octets" },
        { "subject", $"Subject: {s_long}\r\n\r\ntext", "is longer than 16384 octets" },
        { "encoded subject", "Subject:" + string.Concat(Enumerable.Repeat("\r\n =?utf-8?B?6Zuo?=", 60_000)) + "\r\n\r\ntext", "is longer than 16384 octets" },
        { "field name", $"{s_long}: x\r\n\r\ntext", "not header fields" },
        { "fields", string.Concat(Enumerable.Range(0, 50_000).Select(i => $"X-{i}: y\r\n")) + "\r\ntext", "its header is cut" },
        { "recipients", "To: " + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"a{i}@example.com,\r\n ")) + "z@example.com\r\n\r\ntext", "is longer than 16384 octets" },
        { "groups", $"To: {string.Concat(Enumerable.Repeat("g:", 100_000))}\r\n\r\ntext", "is longer than 16384 octets" },
        { "comments", $"From: {new string('(', 500_000)}\r\n\r\ntext", "is longer than 16384 octets" },
        { "boundary", $"Content-Type: multipart/mixed; boundary=\"{s_long}\"\r\n\r\n--{s_long}\r\n\r\nx", "is longer than 16384 octets" },
        { "recipients of a part", "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nTo: " + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"a{i}@example.com,\r\n ")) + "z@example.com\r\n\r\ntext\r\n--x--", "is longer than 16384 octets" },
        { "charset", "Content-Type: text/plain; charset=klingon-1\r\n\r\ntext", "the charset \"klingon-1\" of part 1 is not known" },
        { "utf-7", "Content-Type: text/plain; charset=utf-7\r\n\r\n+ADw-script+AD4-", "the charset \"utf-7\" of part 1 is not known" },
        { "wrong octets", "Content-Type: text/plain; charset=utf-8\r\n\r\n\u00e9\u00e9", "not text in \"utf-8\"" },
        { "transfer encoding", "Content-Transfer-Encoding: rot13\r\n\r\ntext", "" },
        { "broken base64", "Content-Transfer-Encoding: base64\r\n\r\n!!!!====%%%%", "" },
        { "broken quoted-printable", "Content-Transfer-Encoding: quoted-printable\r\n\r\n=\r\n=ZZ=1", "" },
        { "uuencode", "Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644\r\n~~~~", "" },
        { "eight bits", "Subject: \u00e9\r\nFrom: \u00ff\u00fe <a@b>\r\n\r\n\u00e9", "" },
        { "NUL", "Subject: a\0b\r\n\r\nx\0y", "" },
        { "type", $"Content-Type: {new string('x', 500_000)}/;;;;=\r\n\r\ntext", "is longer than 16384 octets" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_hostile_message_is_shown_as_far_as_it_can_be_and_in_time(string name, string message, string problem)
    {
        await using var host = await PageHost.StartAsync();
        string id = await host.StoreAsync(Encoding.Latin1.GetBytes(message));
        long started = Stopwatch.GetTimestamp();
        var details = await host.GetAsync($"/api/v1/messages/{id}");
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20), $"{name} took {Stopwatch.GetElapsedTime(started)}");
        Assert.Contains(problem, string.Join('\n', details["problems"]!.AsArray().Select(text => (string)text!)), StringComparison.Ordinal);
        if (problem.Length == 0)
            Assert.Empty(details["problems"]!.AsArray());
        Assert.InRange(details.ToJsonString().Length, 1, 4 << 20);
        if (details["hasHtml"]!.GetValue<bool>())
            await host.Http.GetStringAsync($"/api/v1/messages/{id}/html", PageHost.Cancellation);
        foreach (var part in details["attachments"]!.AsArray().Take(3))
            await host.Http.GetByteArrayAsync($"/api/v1/messages/{id}/parts/{part!["partId"]}", PageHost.Cancellation);
        Assert.Equal([id], await host.ListAsync());
        await host.IndexAsync();
        Assert.Equal([id], await host.ListAsync("to:bob"));
    }

    [Fact]
    public async Task A_download_is_a_file_whatever_the_part_says()
    {
        await using var host = await PageHost.StartAsync();
        string id = await host.StoreAsync(
            "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html; name=\"../../etc/x\\\".html\"\nContent-Disposition: inline\n\n<script>alert(1)</script>\n"
            + "--x\nContent-Type: image/svg+xml\nContent-Disposition: inline; filename*=utf-8''%E9%9B%A8.svg\n\n<svg onload=alert(1)/>\n--x\nContent-Type: message/rfc822\n\nSubject: inner\n\ntext\n--x--\n");
        using var page = await host.Http.GetAsync($"/api/v1/messages/{id}/parts/1.1", PageHost.Cancellation);
        Assert.Equal("application/octet-stream", page.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("attachment;", page.Content.Headers.GetValues("Content-Disposition").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("..", page.Content.Headers.GetValues("Content-Disposition").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("sandbox;", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var drawing = await host.Http.GetAsync($"/api/v1/messages/{id}/parts/1.2", PageHost.Cancellation);
        Assert.Equal("application/octet-stream", drawing.Content.Headers.ContentType?.MediaType);
        Assert.Contains("filename*=UTF-8''%E9%9B%A8.svg", drawing.Content.Headers.GetValues("Content-Disposition").Single(), StringComparison.Ordinal);
        Assert.Contains("Subject: inner", await host.Http.GetStringAsync($"/api/v1/messages/{id}/parts/1.3", PageHost.Cancellation), StringComparison.Ordinal);
        Assert.Equal(404, (await host.RefusedAsync($"/api/v1/messages/{id}/parts/1")).Status);
        Assert.Equal(404, (await host.RefusedAsync($"/api/v1/messages/{id}/parts/9")).Status);
    }

    [Theory]
    [InlineData("report.pdf", "report.pdf")]
    [InlineData("C:\\windows\\system32\\cmd.exe", "cmd.exe")]
    [InlineData("../../.bashrc", "bashrc")]
    [InlineData("a\u202Egpj.exe", "agpj.exe")]
    [InlineData("a\r\nSet-Cookie: x", "aSet-Cookie_ x")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("...", "other")]
    [InlineData("", "other")]
    [InlineData(null, "other")]
    [InlineData("請求書.pdf", "請求書.pdf")]
    [InlineData("a\"b;c%20.txt", "a_b_c_20.txt")]
    public void A_name_is_made_safe(string? name, string expected) => Assert.Equal(expected, SafeFileName.Of(name, "other"));

    [Fact]
    public void A_long_name_keeps_its_extension()
    {
        string name = SafeFileName.Of(new string('x', 5000) + ".pdf", "other");
        Assert.Equal(150, name.Length);
        Assert.EndsWith(".pdf", name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_beyond_what_is_parsed_is_shown_in_part_and_its_source_whole()
    {
        await using var host = await PageHost.StartAsync();
        byte[] message = new byte[MimeLimits.Message + 1000];
        message.AsSpan().Fill((byte)'x');
        "Subject: large\r\n\r\n"u8.CopyTo(message);
        for (int i = 1000; i < message.Length; i += 1000)
            "\r\n"u8.CopyTo(message.AsSpan(i));
        string id = await host.StoreAsync(message);
        var details = await host.GetAsync($"/api/v1/messages/{id}");
        Assert.Contains($"it has {message.Length} octets; only the first {MimeLimits.Message} were looked at", details["problems"]!.AsArray().Select(text => (string)text!));
        Assert.Equal("large", (string?)details["summary"]!["subject"]);
        using var source = await host.Http.GetAsync($"/api/v1/messages/{id}/source", HttpCompletionOption.ResponseHeadersRead, PageHost.Cancellation);
        Assert.Equal(message.Length, source.Content.Headers.ContentLength);
        Assert.Equal(message.Length, (await source.Content.ReadAsByteArrayAsync(PageHost.Cancellation)).Length);
    }
}
