using System.Text;
using MimeKit;

namespace SmtpGen.Storage.Tests.Trace;

/// <summary>Whatever a client says, it adds no header and no clause.</summary>
public sealed class InjectionTests
{
    [Theory]
    [InlineData("evil\r\nX-Evil: yes")]
    [InlineData("evil\nX-Evil: yes")]
    [InlineData("evil\r\n\r\nbody")]
    [InlineData("evil) by forged.example (")]
    [InlineData("evil by forged.example with ESMTPS; Thu, 1 Jan 1970 00:00:00 +0000")]
    [InlineData("\\")]
    [InlineData("\0\u0085\u2028\u007f")]
    [InlineData("my_host")]
    [InlineData("host.example.")]
    [InlineData("-host")]
    [InlineData("[1.2.3.4] by forged.example")]
    [InlineData("[1.2.3]")]
    [InlineData("[0x7f.0.0.1]")]
    [InlineData("[2001:db8::1]")]
    [InlineData("[IPv6:fe80::1%eth0]")]
    [InlineData("例え.example")]
    public void A_name_that_is_no_host_name_stands_in_a_comment(string name)
    {
        string octets = (Headers.Envelope with { ClientName = name }).Received(id: "42");

        Headers.AssertWellFolded(octets);
        Header header = Headers.ParseOne(octets);
        Assert.Equal("Received", header.Field);
        Assert.StartsWith("from [192.0.2.1] (calling itself ", header.Value, StringComparison.Ordinal);
        Assert.Equal(
            "from [192.0.2.1] by mx.example with ESMTPS id 42 for <bob@mx.example>; Sat, 28 Feb 2026 23:59:59 +0900",
            WithoutComments(header.Value));
        Assert.All(octets, c => Assert.InRange(c, '\n', '~'));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_name_is_left_out(string name)
        => Assert.StartsWith(
            "Received: from [192.0.2.1] (using", (Headers.Envelope with { ClientName = name }).Received(), StringComparison.Ordinal);

    [Fact]
    public void A_long_name_is_cut_and_folded()
    {
        string words = (Headers.Envelope with { ClientName = string.Concat(Enumerable.Repeat("(word) ", 300)) }).Received();
        Headers.AssertWellFolded(words);
        Assert.InRange(words.Length, 1, 600);
        Headers.AssertWellFolded((Headers.Envelope with { ClientName = new string('(', 2000) }).Received(), maxLine: 300);
    }

    [Theory]
    [InlineData("a\r\nX-Evil: yes@example.org")]
    [InlineData("a\0b@example.org")]
    [InlineData("a\u0085b@example.org")]
    [InlineData("a\u202eb@example.org")]
    [InlineData("a\u2066b@example.org")]
    [InlineData("a\u2028b@example.org")]
    [InlineData("a\u200bb@example.org")]
    public void An_address_holds_no_control_characters(string path)
    {
        ReceivedEnvelope envelope = Headers.Envelope with { ReversePath = path, Recipients = Messages.Recipients(path) };
        foreach (string octets in (string[])[envelope.ReturnPath(), envelope.Received()])
        {
            Headers.AssertWellFolded(octets);
            Assert.Contains("?", Headers.ParseOne(octets).Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_remote_address_that_is_none_is_left_out()
        => Assert.StartsWith(
            "Received: from client.example\r\n (using", (Headers.Envelope with { RemoteAddress = "x) by y (" }).Received(), StringComparison.Ordinal);

    // Comments nest, and a backslash takes the next character's meaning away (RFC 5322, section 3.2.2).
    private static string WithoutComments(string value)
    {
        var kept = new StringBuilder();
        int depth = 0;
        for (int index = 0; index < value.Length; index++)
        {
            if (value[index] == '\\')
                index++;
            else if (value[index] == '(')
                depth++;
            else if (value[index] == ')')
                depth--;
            else if (depth == 0)
                kept.Append(value[index]);
        }

        return kept.ToString().Replace("  ", " ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal);
    }
}
