using System.Text;

namespace SmtpGen.Runtime.Tests;

public sealed class ReplyValueTests
{
    [Theory]
    [InlineData(ReplyValueForm.Text, "a\"b\\c", "a\"b\\c")]
    [InlineData(ReplyValueForm.Quoted, "a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData(ReplyValueForm.Doubled, "a\"b\\c", "\"a\"\"b\\c\"")]
    [InlineData(ReplyValueForm.Quoted, "", "\"\"")]
    [InlineData(ReplyValueForm.Quoted, "\"", "\"\\\"\"")]
    [InlineData(ReplyValueForm.Doubled, "\r\nQUIT", "\"??QUIT\"")]
    public void A_text_is_written_in_its_form_whether_it_comes_as_a_string_or_as_octets(ReplyValueForm form, string text, string written)
    {
        Assert.Equal($"+OK <{written}>\r\n", Written(new ReplyValue(text), form));
        Assert.Equal($"+OK <{written}>\r\n", Written(new ReplyValue(Encoding.UTF8.GetBytes(text).AsMemory()), form));
    }

    [Fact]
    public void A_number_is_written_in_digits() => Assert.Equal("+OK <-7>\r\n", Written(-7, ReplyValueForm.Text));

    [Fact]
    public void Octets_are_written_as_they_are_and_the_line_goes_on_behind_them()
    {
        byte[] octets = [.. Enumerable.Range(0, 1000).Select(i => (byte)i), (byte)'\r', (byte)'\n', (byte)'.', (byte)'\r', (byte)'\n'];

        string written = Written(octets, ReplyValueForm.Octets);

        Assert.Equal($"+OK <{Encoding.Latin1.GetString(octets)}>\r\n", written);
        Assert.Equal("+OK <1005>\r\n", Written(octets, ReplyValueForm.Length));
    }

    [Fact]
    public void There_is_no_value_of_a_null() => Assert.Throws<ArgumentNullException>(() => (ReplyValue)(string)null!);

    private static string Written(ReplyValue value, ReplyValueForm form)
    {
        var output = new ReplyBuffer(100, hasStatuses: true, isPlain: true);
        output.Begin("+OK "u8);
        output.Text("<"u8);
        value.Write(output, form);
        output.Text(">"u8);
        output.End();
        return Encoding.Latin1.GetString(output.Written.Span);
    }
}
