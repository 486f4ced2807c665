using SmtpGen.Tool.Json;

namespace SmtpGen.Tool.Tests;

public sealed class PrintableTests
{
    /// <summary>Characters that are not seen but act: controls, ends of lines, directions, zero-width ones, tags, halves of pairs.</summary>
    public static TheoryData<string> Acting =>
    [
        "\u001b", "\0", "\r", "\u007f", "\u009b", "\u2028", "\u2029", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066",
        "\u2067", "\u2068", "\u2069", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u2060", "\ufeff", "\u00ad",
        "\U000E0041", "\ud83d", "\udc4b",
    ];

    [Theory]
    [MemberData(nameof(Acting))]
    public void What_acts_on_a_terminal_is_marked(string acting)
    {
        Assert.Equal("a\uFFFDb", Printable.Line($"a{acting}b"));
        if (acting is not ("\r" or "\u2028" or "\u2029"))
            Assert.Equal("1\n\t2\uFFFD", Printable.Lines($"1\r\n\t2{acting}"));
    }

    [Theory]
    [InlineData("Grüße, 世界, \U0001F44B")]
    [InlineData("שלום عالم")]
    [InlineData("")]
    public void What_is_only_seen_stays(string text)
    {
        Assert.Equal(text, Printable.Line(text));
        Assert.Equal(text, Printable.Lines(text));
    }

    [Fact]
    public void Line_ends_of_every_kind_become_one_kind() => Assert.Equal("1\n2\n3\n4", Printable.Lines("1\r\n2\n3\u20284"));

    [Theory]
    [MemberData(nameof(Acting))]
    public void In_JSON_it_is_escaped(string acting)
    {
        var output = new StringWriter();
        JsonLines.Write(output, new MessageLine("1", DateTimeOffset.UnixEpoch, "世界", [$"a{acting}b"], 0, Subject: null, Date: null), ToolJson.Lines.MessageLine);
        string line = output.ToString().TrimEnd('\n');
        Assert.Equal(line, Printable.Line(line));
        Assert.Contains("世界", line, StringComparison.Ordinal);
        Assert.DoesNotContain("subject", line, StringComparison.Ordinal);
    }
}
