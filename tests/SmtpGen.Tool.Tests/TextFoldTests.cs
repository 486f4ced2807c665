using SmtpGen.Tool.Layout;

namespace SmtpGen.Tool.Tests;

public sealed class TextFoldTests
{
    [Theory]
    [InlineData("", 10)]
    [InlineData("one two three", 20, "one two three")]
    [InlineData("one two three", 7, "one two", "three")]
    [InlineData("one  two\tthree", 8, "one two", "three")]
    [InlineData("abcdefghij", 4, "abcd", "efgh", "ij")]
    [InlineData("a abcdefghij", 4, "a", "abcd", "efgh", "ij")]
    [InlineData("日本語です", 6, "日本語", "です")]
    [InlineData("日本語、です", 6, "日本", "語、で", "す")]
    [InlineData("「日本」", 4, "「日", "本」")]
    [InlineData("SMTP の応答", 9, "SMTP の応", "答")]
    [InlineData("応答DATA", 6, "応答", "DATA")]
    [InlineData("e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301", "e\u0301")]
    public void A_paragraph_is_folded_at_spaces_and_between_wide_characters(string text, int width, params string[] lines)
        => Assert.Equal(lines, TextFold.Lines(text, width));
}
