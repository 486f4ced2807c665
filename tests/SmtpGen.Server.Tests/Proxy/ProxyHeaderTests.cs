using System.Net;
using System.Text;
using CsCheck;
using SmtpGen.Server.Proxy;

namespace SmtpGen.Server.Tests.Proxy;

public sealed class ProxyHeaderTests
{
    private static readonly IPEndPoint s_source4 = IPEndPoint.Parse("192.0.2.7:56324");
    private static readonly IPEndPoint s_destination4 = IPEndPoint.Parse("198.51.100.1:25");
    private static readonly IPEndPoint s_source6 = IPEndPoint.Parse("[2001:db8::7]:65535");
    private static readonly IPEndPoint s_destination6 = IPEndPoint.Parse("[2001:db8::1]:465");

    private static readonly Gen<IPEndPoint> s_endPoint4 = EndPoint(4);
    private static readonly Gen<IPEndPoint> s_endPoint6 = EndPoint(16);

    [Fact]
    public void A_line_names_both_addresses()
    {
        AssertHeader(ProxyHeaders.Line("PROXY TCP4 192.0.2.7 198.51.100.1 56324 25"), s_source4, s_destination4);
        AssertHeader(ProxyHeaders.Line("PROXY TCP6 2001:db8::7 2001:DB8:0:0:0:0:0:1 65535 465"), s_source6, s_destination6);
    }

    [Theory]
    [InlineData("PROXY UNKNOWN")]
    [InlineData("PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535")]
    public void A_line_may_say_that_the_client_is_unknown(string line) => AssertHeader(ProxyHeaders.Line(line), null, null);

    [Theory]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 56324")]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 56324 25 ")]
    [InlineData("PROXY TCP4 192.0.2.7  198.51.100.1 56324 25")]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 056324 25")]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 65536 25")]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 4294967321 25")]
    [InlineData("PROXY TCP4 192.0.2.7 198.51.100.1 -1 25")]
    [InlineData("PROXY TCP4 192.0.2.007 198.51.100.1 56324 25")]
    [InlineData("PROXY TCP4 192.519 198.51.100.1 56324 25")]
    [InlineData("PROXY TCP4 0xC0.0.2.7 198.51.100.1 56324 25")]
    [InlineData("PROXY TCP4 2001:db8::7 2001:db8::1 56324 25")]
    [InlineData("PROXY TCP6 192.0.2.7 198.51.100.1 56324 25")]
    [InlineData("PROXY TCP6 fe80::1%1 2001:db8::1 56324 25")]
    [InlineData("PROXY TCP6 [2001:db8::7] 2001:db8::1 56324 25")]
    [InlineData("PROXY UDP4 192.0.2.7 198.51.100.1 56324 25")]
    [InlineData("PROXY  TCP4 192.0.2.7 198.51.100.1 56324 25")]
    [InlineData("PROXY ")]
    [InlineData("proxy UNKNOWN")]
    [InlineData("PROXY UNKNOWN\nEHLO")]
    [InlineData("PROXY UNKNOWN\rEHLO")]
    [InlineData("EHLO client.example")]
    public void Any_other_line_is_malformed(string line) =>
        Assert.Equal(ProxyStatus.Malformed, ProxyHeader.Parse(ProxyHeaders.Line(line), out _));

    [Fact]
    public void A_line_is_malformed_as_soon_as_it_is_too_long()
    {
        byte[] longest = ProxyHeaders.Line("PROXY UNKNOWN " + new string('x', 91));
        Assert.Equal(107, longest.Length);
        AssertHeader(longest, null, null);
        byte[] tooLong = ProxyHeaders.Line("PROXY UNKNOWN " + new string('x', 92));
        Assert.Equal(ProxyStatus.Incomplete, ProxyHeader.Parse(tooLong.AsSpan(0, 106), out _));
        Assert.Equal(ProxyStatus.Malformed, ProxyHeader.Parse(tooLong.AsSpan(0, 107), out _));
    }

    [Theory]
    [InlineData("X")]
    [InlineData("PROXX")]
    [InlineData("PROXY UNKNOWN\n")]
    [InlineData("\r\n\r\nQ")]
    public void What_can_be_no_header_is_malformed_at_its_first_wrong_octet(string text) =>
        Assert.Equal(ProxyStatus.Malformed, ProxyHeader.Parse(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData(0x11)]
    [InlineData(0x12)]
    public void A_binary_header_names_both_addresses_and_its_values_are_skipped(byte family)
    {
        AssertHeader(ProxyHeaders.Binary(0x21, family, ProxyHeaders.Addresses(s_source4, s_destination4)), s_source4, s_destination4);
        AssertHeader(
            ProxyHeaders.Binary(0x21, (byte)(family + 0x10), ProxyHeaders.Addresses(s_source6, s_destination6, 0x04, 0x00, 0x01, 0x00)),
            s_source6,
            s_destination6);
    }

    [Theory]
    [InlineData(0x20, 0x00, 0)]
    [InlineData(0x20, 0x11, 12)]
    [InlineData(0x20, 0xFF, 300)]
    [InlineData(0x21, 0x00, 0)]
    [InlineData(0x21, 0x00, 300)]
    [InlineData(0x21, 0x31, 216)]
    [InlineData(0x21, 0x32, 60_000)]
    public void A_binary_header_may_say_that_the_client_is_unknown(byte command, byte family, int length) =>
        AssertHeader(ProxyHeaders.Binary(command, family, new byte[length]), null, null);

    [Theory]
    [InlineData(0x22, 0x11, 12)]
    [InlineData(0x11, 0x11, 12)]
    [InlineData(0x21, 0x10, 12)]
    [InlineData(0x21, 0x41, 216)]
    [InlineData(0x21, 0x11, 11)]
    [InlineData(0x21, 0x21, 35)]
    [InlineData(0x21, 0x31, 215)]
    public void Any_other_binary_header_is_malformed(byte command, byte family, int length) =>
        Assert.Equal(ProxyStatus.Malformed, ProxyHeader.Parse(ProxyHeaders.Binary(command, family, new byte[length]), out _));

    [Fact]
    public void Every_line_that_a_proxy_writes_is_read_as_it_was_meant() =>
        Gen.OneOf(Gen.Select(s_endPoint4, s_endPoint4), Gen.Select(s_endPoint6, s_endPoint6)).Sample(pair =>
        {
            var (source, destination) = pair;
            string family = source.Address.GetAddressBytes().Length == 4 ? "TCP4" : "TCP6";
            AssertHeader(
                ProxyHeaders.Line($"PROXY {family} {source.Address} {destination.Address} {source.Port} {destination.Port}"), source, destination);
        });

    [Fact]
    public void Every_binary_header_that_a_proxy_writes_is_read_as_it_was_meant() =>
        Gen.Select(s_endPoint6, s_endPoint6, Gen.Byte.Array[0, 600]).Sample((source, destination, values) =>
            AssertHeader(ProxyHeaders.Binary(0x21, 0x21, ProxyHeaders.Addresses(source, destination, values)), source, destination));

    [Fact]
    public void Octets_without_meaning_never_fail_and_an_answer_never_changes_when_more_come() =>
        Gen.Select(Gen.OneOfConst("", "PROXY ", "PROXY TCP4 1.2.3.4 ", "\r\n\r\n\0\r\nQUIT\n", "\r\n\r\n\0\r\nQUIT\n\x21\x11"), Gen.Byte.Array[0, 150])
            .Sample((prefix, octets) =>
            {
                byte[] all = [.. Encoding.Latin1.GetBytes(prefix), .. octets];
                var before = (Status: ProxyStatus.Incomplete, Header: default(ProxyHeader));
                for (int length = 0; length <= all.Length; length++)
                {
                    var status = ProxyHeader.Parse(all.AsSpan(0, length), out var header);
                    if (before.Status == ProxyStatus.Complete)
                        Assert.Equal(before, (status, header));
                    else if (before.Status == ProxyStatus.Malformed)
                        Assert.Equal(ProxyStatus.Malformed, status);
                    Assert.False(status == ProxyStatus.Incomplete && length >= ProxyHeader.MostOctets);
                    before = (status, header);
                }
            });

    // However it is cut, the header is known at some octet, stays the same with more octets, and is of the same length.
    private static void AssertHeader(byte[] octets, IPEndPoint? source, IPEndPoint? destination)
    {
        bool isKnown = false;
        byte[] followed = [.. octets, .. "EHLO client.example\r\n"u8];
        for (int length = 0; length <= followed.Length; length++)
        {
            var status = ProxyHeader.Parse(followed.AsSpan(0, length), out var header);
            Assert.Equal(isKnown || status == ProxyStatus.Complete ? ProxyStatus.Complete : ProxyStatus.Incomplete, status);
            isKnown = status == ProxyStatus.Complete;
            if (isKnown)
                Assert.Equal(new ProxyHeader(source, destination, octets.Length), header);
            if (length == octets.Length)
                Assert.True(isKnown);
        }
    }

    private static Gen<IPEndPoint> EndPoint(int octets) =>
        Gen.Select(Gen.Byte.Array[octets], Gen.UShort, (address, port) => new IPEndPoint(new IPAddress(address), port));
}
