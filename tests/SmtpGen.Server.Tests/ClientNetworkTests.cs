using System.Net;

namespace SmtpGen.Server.Tests;

public sealed class ClientNetworkTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    public void A_client_is_an_IPv4_address_or_an_IPv6_network_of_64_bits(string one, string other, bool isSame) =>
        Assert.Equal(isSame, Of(one) == Of(other));

    private static ClientNetwork Of(string address) => ClientNetwork.Of(new IPEndPoint(IPAddress.Parse(address), 1));
}
