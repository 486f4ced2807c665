using System.Text;

namespace SmtpGen.Runtime.Tests;

/// <summary>Replies that begin with a status, in which nothing but their kind says how many lines follow.</summary>
public class StatusReplyTests
{
    [Theory]
    [InlineData("one\r\ntwo")]
    [InlineData("one\ntwo")]
    public void A_line_break_in_a_handlers_words_begins_no_second_reply(string words)
    {
        var output = new ReplyBuffer(512, hasStatuses: true);
        output.Begin("-ERR "u8);
        output.Text(words);
        output.End();

        Assert.Equal("-ERR one two\r\n", Encoding.ASCII.GetString(output.Written.Span));
    }

    [Fact]
    public void What_does_not_fit_into_the_line_is_cut_before_a_character()
    {
        var output = new ReplyBuffer(16, hasStatuses: true);
        output.Begin("-ERR "u8, utf8: true);
        output.Text("four 123éé");
        output.End();

        Assert.Equal("-ERR four 123\r\n", Encoding.UTF8.GetString(output.Written.Span));
    }
}
