using System.Text;
using CsCheck;

namespace SmtpGen.Runtime.Tests.Bodies;

public sealed class DottedBodyEncoderProperties
{
    [Fact]
    public void Any_content_in_any_cut_ends_in_CRLF_dot_CRLF_and_comes_back_with_its_last_line_ended() =>
        Gen.Select(Gen.OneOf(BodyInputs.Mixtures, BodyInputs.LongBodies, BodyInputs.LocalLineEnds), BodyInputs.Reads).Sample(
            (content, cuts) =>
            {
                string sent = Encode(content, cuts);
                Assert.EndsWith("\r\n.\r\n", "\r\n" + sent, StringComparison.Ordinal);
                Assert.Equal(WithLastLineEnded(content), ReadLines(sent));
            },
            iter: 20_000);

    [Theory]
    [InlineData("", ".\r\n")]
    [InlineData("a\n", "a\n\r\n.\r\n")]
    [InlineData("\n", "\n\r\n.\r\n")]
    [InlineData("a\r", "a\r\n.\r\n")]
    [InlineData("a\r\n", "a\r\n.\r\n")]
    [InlineData("a", "a\r\n.\r\n")]
    [InlineData("a\n.", "a\n..\r\n.\r\n")]
    [InlineData("\r\r\n", "\r\r\n.\r\n")]
    public void What_does_not_end_in_CRLF_gets_one(string content, string sent)
    {
        for (int cut = 1; cut <= content.Length + 1; cut++)
            Assert.Equal(sent, Encode(content, [cut]));
    }

    private static string Encode(string content, int[] cuts)
    {
        var encoder = new DottedBodyEncoder();
        var output = new OutputBuffer();
        ReadOnlySpan<byte> rest = Encoding.Latin1.GetBytes(content);
        for (int turn = 0; !rest.IsEmpty; turn++)
        {
            int count = Math.Min(rest.Length, cuts[turn % cuts.Length]);
            encoder.Write(rest[..count], output);
            rest = rest[count..];
        }

        encoder.End(output);
        return Encoding.Latin1.GetString(output.Written.Span);
    }

    private static string WithLastLineEnded(string content) => content switch
    {
        "" or [.., '\r', '\n'] => content,
        [.., '\r'] => content + "\n",
        _ => content + "\r\n",
    };

    // As a client does that takes LF for the end of a line; one that asks for CRLF stops no earlier.
    private static string ReadLines(string sent)
    {
        var content = new StringBuilder();
        int start = 0;
        while (true)
        {
            int end = sent.IndexOf('\n', start) + 1;
            Assert.True(end > 0, "the end of the body is missing");
            string line = sent[start..end];
            start = end;
            if (line is ".\r\n" or ".\n")
                break;
            content.Append(line.StartsWith('.') ? line[1..] : line);
        }

        Assert.Equal(sent.Length, start);
        return content.ToString();
    }
}
