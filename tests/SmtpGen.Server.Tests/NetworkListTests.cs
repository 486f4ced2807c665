using System.Net;

namespace SmtpGen.Server.Tests;

public sealed class NetworkListTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.0.1", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("10.0.0.1/8", "10.2.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("2001:db8::/32", "2001:db8:1::1", true)]
    [InlineData("2001:db8::1", "2001:db8::2", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "10.0.0.1", false)]
    public void An_address_is_in_a_network_or_not(string network, string address, bool expected) =>
        Assert.Equal(expected, NetworkList.Parse([network]).Contains(IPAddress.Parse(address)));

    [Fact]
    public void One_network_of_the_list_is_enough_and_no_address_is_in_none()
    {
        var list = NetworkList.Parse(["10.0.0.0/8", "192.0.2.1"]);
        Assert.True(list.Contains(IPAddress.Parse("192.0.2.1")));
        Assert.False(list.Contains(null));
        Assert.False(NetworkList.Parse([]).Contains(IPAddress.Loopback));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/")]
    [InlineData("proxy.example")]
    public void Anything_else_is_named_with_what_would_be_right(string text)
    {
        string error = $"'{text}'; it must be an IP address, or a network with the length of its prefix, such as 10.0.0.0/8 or 2001:db8::/32.";
        Assert.Equal([$"Trusted holds {error}"], NetworkList.Validate("Trusted", ["10.0.0.1", text]));
        Assert.Equal(error, Assert.Throws<FormatException>(() => NetworkList.Parse([text])).Message);
    }
}
