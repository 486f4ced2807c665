using System.Text;

namespace SmtpGen.Storage.Tests;

/// <summary>A maildrop gives bodies as lines that end in CRLF, and says beforehand how many octets that are.</summary>
public sealed class MaildropLineTests : StoreContract
{
    private static readonly string[] s_pieces = ["\r", "\n", "\r\n", "a", ".", "", new string('t', 9000)];

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a\r\n")]
    [InlineData("a\r", "a\r\n")]
    [InlineData("a\r\n", "a\r\n")]
    // The convention of local files.
    [InlineData("a\n", "a\r\n")]
    [InlineData("\n", "\r\n")]
    [InlineData("a\nb\r\nc\rd\n\n", "a\r\nb\r\nc\rd\r\n\r\n")]
    // Content, since lines end as on the wire.
    [InlineData("a\r\nb\nc\r\n", "a\r\nb\nc\r\n")]
    [InlineData("a\r\nb\n", "a\r\nb\n\r\n")]
    [InlineData("a\r\r\n", "a\r\r\n")]
    public async Task Line_ends_are_CRLF_where_they_are_line_ends(string stored, string lines)
    {
        foreach (string kind in (string[])["sqlite", "maildir"])
        {
            await using IMaildropStore store = Open(kind);
            await store.StoreAsync(stored, Token);
            await using IMaildrop maildrop = await store.OpenMaildropAsync(MaildropOwner.Of("bob@example.com"), Token);
            Assert.Equal(lines.Length, maildrop.Messages[0].Size);
            using var reader = new StreamReader(await maildrop.OpenAsync(1, Token));
            Assert.Equal(lines, await reader.ReadToEndAsync(Token));
            Assert.Equal(stored, await store.ReadTextAsync((await store.ListAllAsync(Token))[0].Id, Token));
        }
    }

    [Fact]
    public async Task Any_body_however_it_is_read_has_as_many_octets_as_were_announced_and_ends_in_CRLF()
    {
        var random = new Random(1939);
        for (int round = 0; round < 2_000; round++)
        {
            string stored = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
            byte[] octets = Encoding.ASCII.GetBytes(stored);
            int most = random.Next(1, 9000);
            long announced = LineEnds.SizeInLines(
                octets.Length, (offset, scratch) => octets.AsSpan((int)offset, Math.Min(Math.Min(most, scratch.Length), octets.Length - (int)offset)));
            await using var lines = new BodyInLines(new MemoryStream(octets));
            string read = await ReadAsync(lines, random.Next(1, 9000));

            Assert.Equal(announced, read.Length);
            Assert.EndsWith("\r\n", "\r\n" + read, StringComparison.Ordinal);
            Assert.Equal(AsLines(stored), read);
        }
    }

    // The rule once more, slowly.
    private static string AsLines(string stored)
    {
        int first = stored.IndexOf('\n', StringComparison.Ordinal);
        string lines = first == 0 || (first > 0 && stored[first - 1] != '\r')
            ? stored.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal)
            : stored;
        return lines switch
        {
            "" or [.., '\r', '\n'] => lines,
            [.., '\r'] => lines + "\n",
            _ => lines + "\r\n",
        };
    }

    private static async Task<string> ReadAsync(Stream lines, int size)
    {
        var text = new StringBuilder();
        byte[] buffer = new byte[size];
        while (await lines.ReadAsync(buffer, Token) is > 0 and var read)
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        return text.ToString();
    }
}
