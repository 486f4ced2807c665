using System.Net;
using System.Text;

namespace SmtpGen.Mail.Tests.Proxies;

public class ClientAttributesTests
{
    [Fact]
    public void Values_are_decoded_from_xtext_and_names_may_have_any_case()
    {
        var attributes = Xclient("name=spike.example login=alice+40example.org Helo=[192.0.2.1]");

        Assert.Equal("spike.example", attributes["NAME"]);
        Assert.Equal("alice@example.org", attributes["LOGIN"]);
        Assert.Equal("[192.0.2.1]", attributes["HELO"]);
        Assert.Null(attributes["PROTO"]);
    }

    [Theory]
    [InlineData("ADDR=192.0.2.1 PORT=4711", "192.0.2.1:4711")]
    [InlineData("ADDR=192.0.2.1", "192.0.2.1:0")]
    [InlineData("ADDR=192.0.2.1 PORT=[UNAVAILABLE]", "192.0.2.1:0")]
    [InlineData("ADDR=IPV6:2001:db8::1 PORT=25", "[2001:db8::1]:25")]
    [InlineData("ADDR=ipv6:2001:db8::1", "[2001:db8::1]:0")]
    [InlineData("ADDR=[UNAVAILABLE] PORT=25", null)]
    [InlineData("PORT=25", null)]
    public void Address_and_port_are_an_end_point(string text, string? endPoint) =>
        Assert.Equal(endPoint, Xclient(text).Client?.ToString());

    [Fact]
    public void The_destination_is_an_end_point_of_its_own() =>
        Assert.Equal(IPEndPoint.Parse("198.51.100.5:25"), Xclient("DESTADDR=198.51.100.5 DESTPORT=25").Destination);

    [Theory]
    [InlineData("NAME=[unavailable]", false)]
    [InlineData("NAME=[TempUnavail]", true)]
    public void A_value_that_is_not_available_is_given_and_null(string text, bool isTemporary)
    {
        var attributes = Xclient(text);

        Assert.True(attributes.IsGiven("NAME"));
        Assert.Null(attributes["NAME"]);
        Assert.Equal(isTemporary, attributes.IsTemporarilyUnavailable("NAME"));
        Assert.False(attributes.IsGiven("HELO"));
    }

    [Theory]
    [InlineData("COLOUR=blue", "There is no attribute COLOUR")]
    [InlineData("IDENT=1", "There is no attribute IDENT")]
    [InlineData("NAME=a NAME=b", "The attribute NAME is given twice")]
    [InlineData("NAME=[UNAVAILABLE] NAME=b", "The attribute NAME is given twice")]
    [InlineData("NAME=two+20words", "NAME is not a name of a host")]
    [InlineData("ADDR=spike.example", "ADDR is not an address; write 192.0.2.1 or IPV6:2001:db8::1")]
    [InlineData("ADDR=1", "ADDR is not an address; write 192.0.2.1 or IPV6:2001:db8::1")]
    [InlineData("ADDR=127.1", "ADDR is not an address; write 192.0.2.1 or IPV6:2001:db8::1")]
    [InlineData("ADDR=0x7f.0.0.1", "ADDR is not an address; write 192.0.2.1 or IPV6:2001:db8::1")]
    [InlineData("ADDR=2001:db8::1", "ADDR is not an address; write 192.0.2.1 or IPV6:2001:db8::1")]
    [InlineData("ADDR=IPV6:192.0.2.1", "ADDR is not an address; write 192.0.2.1 or IPV6:2001:db8::1")]
    [InlineData("ADDR=IPV6:[2001:db8::1]:25", "ADDR is not an address; write 192.0.2.1 or IPV6:2001:db8::1")]
    [InlineData("DESTADDR=x", "DESTADDR is not an address; write 192.0.2.1 or IPV6:2001:db8::1")]
    [InlineData("PORT=65536", "PORT is not a number from 0 to 65535")]
    [InlineData("DESTPORT=smtp", "DESTPORT is not a number from 0 to 65535")]
    [InlineData("PROTO=UUCP", "PROTO is neither SMTP nor ESMTP")]
    public void What_XCLIENT_may_not_say_is_named(string text, string expected)
    {
        ClientAttributes.ParseXclient(Encoding.ASCII.GetBytes(text), out string problem);

        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData("LOGIN=alice", "There is no attribute LOGIN")]
    [InlineData("SOURCE=HERE", "SOURCE is neither LOCAL nor REMOTE")]
    [InlineData("PORT=-1", "PORT is not a number from 0 to 65535")]
    public void What_XFORWARD_may_not_say_is_named(string text, string expected)
    {
        ClientAttributes.ParseXforward(Encoding.ASCII.GetBytes(text), out string problem);

        Assert.Equal(expected, problem);
    }

    [Fact]
    public void A_value_is_at_most_255_characters_and_a_forwarded_protocol_64()
    {
        ClientAttributes.ParseXclient(Encoding.ASCII.GetBytes("HELO=" + new string('x', 255)), out string fits);
        ClientAttributes.ParseXclient(Encoding.ASCII.GetBytes("HELO=" + new string('x', 256)), out string isLonger);
        ClientAttributes.ParseXforward(Encoding.ASCII.GetBytes("PROTO=" + new string('x', 65)), out string protocol);

        Assert.Equal(["", "HELO is longer than 255 characters", "PROTO is longer than 64 characters"], [fits, isLonger, protocol]);
    }

    [Fact]
    public void Names_and_addresses_of_XFORWARD_need_not_be_those_of_the_Internet()
    {
        var attributes = ClientAttributes.ParseXforward("NAME=@node!host ADDR=uucp PROTO=UUCP IDENT=3CF6B2 SOURCE=local"u8, out string problem);

        Assert.Equal("", problem);
        Assert.Equal("@node!host", attributes["NAME"]);
        Assert.Equal("uucp", attributes["ADDR"]);
    }

    [Fact]
    public void What_could_change_a_header_or_a_log_is_neutered() =>
        Assert.Equal("a??b?c", Xclient("HELO=a+0D+0Ab+28c")["HELO"]);

    private static ClientAttributes Xclient(string text)
    {
        var attributes = ClientAttributes.ParseXclient(Encoding.ASCII.GetBytes(text), out string problem);
        Assert.Equal("", problem);
        return attributes;
    }
}
