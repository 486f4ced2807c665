using System.Buffers;
using System.Text;
using CsCheck;

namespace SmtpGen.Client.Tests;

public sealed class LineEndTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a|")]
    [InlineData("a\r\nb\r\n", "a|b|")]
    [InlineData("a\nb\n", "a|b|")]
    [InlineData("a\rb\r", "a|b|")]
    [InlineData("\n\n", "||")]
    [InlineData("\r\r\n\n", "|||")]
    [InlineData("a\n\r\nb", "a||b|")]
    public void Every_line_end_becomes_CRLF_and_the_last_line_has_one(string text, string expected)
        => Assert.Equal(expected.Replace("|", "\r\n", StringComparison.Ordinal), Convert(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Cutting_the_content_otherwise_changes_nothing() => Gen.Select(Gen.OneOfConst('\r', '\n', 'a', 'é').Array[0, 30], Gen.Int[1, 5]).Sample(
        (text, size) =>
        {
            byte[] octets = Encoding.UTF8.GetBytes(text);
            return Convert(octets) == Convert([.. octets.Chunk(size)]);
        });

    [Theory]
    [InlineData("Subject: x\n\nbody", 20, false, false, false)]
    [InlineData("Subject: x\r\n\r\nbody\r\n", 20, false, false, false)]
    [InlineData("Subject: x\r\n\r\nbod\u00fc\r\n", 20, true, false, false)]
    [InlineData("Subject: \u00fc\n\nbody\n", 20, true, false, true)]
    [InlineData("\n\u00fc", 5, true, false, false)]
    [InlineData("Subject: x\n\n\0", 17, false, true, false)]
    public async Task A_content_is_looked_at_before_it_is_sent(string text, long length, bool isEightBit, bool isBinary, bool hasInternationalHeader)
    {
        await using var content = await MailContent.OfAsync(new MemoryStream(Encoding.Latin1.GetBytes(text)), TestContext.Current.CancellationToken);
        Assert.Equal(
            (length, isEightBit, isBinary, hasInternationalHeader),
            (content.Scan.LengthInLines, content.Scan.IsEightBit, content.Scan.IsBinary, content.Scan.HasInternationalHeader));
        using var sent = new MemoryStream();
        await content.Open().CopyToAsync(sent, TestContext.Current.CancellationToken);
        Assert.Equal(content.Length, sent.Length);
    }

    private static string Convert(params byte[][] pieces)
    {
        var lineEnds = new LineEnds();
        var output = new ArrayBufferWriter<byte>();
        foreach (byte[] piece in pieces)
            lineEnds.Write(piece, output);
        lineEnds.Complete(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
