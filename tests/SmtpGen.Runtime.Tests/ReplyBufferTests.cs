using System.Text;

namespace SmtpGen.Runtime.Tests;

/// <summary>What becomes of texts that come from outside, or not at all.</summary>
public class ReplyBufferTests
{
    [Theory]
    [InlineData("caf\u00e9 \u65e5\u672c \U0001f4ee")]
    [InlineData("plain")]
    public void Utf8_is_sent_as_it_is_where_it_may_be(string text) => Assert.Equal(text, Sent(Encoding.UTF8.GetBytes(text), utf8: true));

    [Theory]
    [InlineData(new byte[] { 0xEB }, "?")]
    [InlineData(new byte[] { (byte)'a', 0xC3, (byte)'b' }, "a?b")]
    [InlineData(new byte[] { 0xC0, 0xAF }, "??")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "???")]
    [InlineData(new byte[] { 0xF0, 0x9F, 0x93 }, "???")]
    [InlineData(new byte[] { 0xFF, 0xC3, 0xA9 }, "?\u00e9")]
    public void What_is_not_utf8_is_not_sent_as_if_it_were(byte[] octets, string sent) => Assert.Equal(sent, Sent(octets, utf8: true));

    [Fact]
    public void Text_beyond_ascii_becomes_question_marks_where_it_may_not_be() => Assert.Equal("??", Sent("\u00e9"u8, utf8: false));

    [Theory]
    [InlineData("220-", "220 said\r\n")]
    [InlineData("220-2.0.0 ", "220 2.0.0 said\r\n")]
    public void An_empty_slot_leaves_no_blank_at_the_beginning_of_a_line(string prefix, string sent)
    {
        var buffer = new ReplyBuffer(512);
        buffer.Begin(Encoding.ASCII.GetBytes(prefix));
        buffer.EmptySlot();
        buffer.Text(" said"u8);
        buffer.End();

        Assert.Equal(sent, Encoding.ASCII.GetString(buffer.Written.Span));
    }

    private static string Sent(ReadOnlySpan<byte> octets, bool utf8)
    {
        var buffer = new ReplyBuffer(512);
        buffer.Begin("220-"u8, utf8);
        buffer.Text(octets);
        buffer.End();
        return Encoding.UTF8.GetString(buffer.Written.Span)[4..^2];
    }
}
