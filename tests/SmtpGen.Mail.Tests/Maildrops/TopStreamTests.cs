using System.Text;

namespace SmtpGen.Mail.Tests.Maildrops;

public class TopStreamTests
{
    [Theory]
    [InlineData("a: b\r\n\r\n1\r\n2\r\n", 0, "a: b\r\n\r\n")]
    [InlineData("a: b\r\n\r\n1\r\n2\r\n", 1, "a: b\r\n\r\n1\r\n")]
    [InlineData("a: b\r\n\r\n1\r\n2\r\n", 9, "a: b\r\n\r\n1\r\n2\r\n")]
    [InlineData("a: b\r\n\r\n\r\n\r\n2\r\n", 2, "a: b\r\n\r\n\r\n\r\n")]
    [InlineData("a: b\n\n1\n2\n", 1, "a: b\n\n1\n")]
    [InlineData("\r\n1\r\n2\r\n", 1, "\r\n1\r\n")]
    [InlineData("a: b\r\nc: d\r\n", 1, "a: b\r\nc: d\r\n")]
    [InlineData("a: b\r\n\r\n1\r\nno end", 5, "a: b\r\n\r\n1\r\nno end")]
    [InlineData("a: b\r\n \r\n\r\n1\r\n", 0, "a: b\r\n \r\n\r\n")]
    [InlineData("", 1, "")]
    public async Task It_is_header_empty_line_and_so_many_lines_however_it_is_read(string message, ulong lines, string top)
    {
        for (int size = 1; size <= message.Length + 1; size++)
        {
            await using var stream = new TopStream(new MemoryStream(Encoding.ASCII.GetBytes(message)), lines);
            Assert.Equal(top, await ReadAsync(stream, size));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task A_listing_is_its_lines_however_it_is_read(int size)
    {
        await using var stream = new ListingStream(["1 42", "2 60"]);

        Assert.Equal("1 42\r\n2 60\r\n", await ReadAsync(stream, size));
    }

    private static async Task<string> ReadAsync(Stream stream, int size)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[size];
        while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var read)
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        return text.ToString();
    }
}
