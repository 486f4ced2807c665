using System.Net;
using System.Net.Sockets;
using SmtpGen.Server.Tests.TestProtocol;

namespace SmtpGen.Server.Tests;

public sealed class ListenTests
{
    [Fact]
    public async Task A_port_in_use_is_told_in_one_line()
    {
        await using var server = await PingServer.StartAsync();
        string address = server.Server.EndPoints[0].ToString();
        var exception = await Assert.ThrowsAsync<ListenException>(() => PingServer.StartAsync(options => options.Listen.Add(address)));
        Assert.Equal(
            $"cannot listen on {address}: address already in use; choose another address or stop the program that uses it",
            exception.Message);
    }

    [Fact]
    public async Task All_addresses_of_the_list_are_served()
    {
        await using var server = await PingServer.StartAsync(options => options.Listen.Add("127.0.0.1:0"));
        Assert.Equal(2, server.Server.EndPoints.Count);
        foreach (var endPoint in server.Server.EndPoints)
        {
            using var client = await PingClient.ConnectAsync(endPoint);
            Assert.Equal("220 ping", await client.LineAsync());
        }
    }

    [Fact]
    public async Task An_IPv6_address_is_served()
    {
        Assert.SkipUnless(HasIPv6Loopback(), "needs the IPv6 loopback address ::1");
        await using var server = await PingServer.StartAsync(options =>
        {
            options.Listen.Clear();
            options.Listen.Add("[::1]:0");
        });
        Assert.Equal(IPAddress.IPv6Loopback, Assert.Single(server.Server.EndPoints).Address);
        using var client = await server.GreetedAsync();
        await client.SendAsync("PING\r\n");
        Assert.Equal("200 pong", await client.LineAsync());
    }

    [Theory]
    [InlineData("127.0.0.1:25", "127.0.0.1:25")]
    [InlineData("[::1]:2525", "[::1]:2525")]
    [InlineData("0.0.0.0:0", "0.0.0.0:0")]
    [InlineData("localhost:2525", "127.0.0.1:2525", "[::1]:2525")]
    [InlineData("LocalHost:2525", "127.0.0.1:2525", "[::1]:2525")]
    [InlineData("2525", "127.0.0.1:2525", "[::1]:2525")]
    [InlineData(":2525", "0.0.0.0:2525", "[::]:2525")]
    public void An_address_and_a_port_are_read(string text, params string[] expected)
    {
        Assert.True(ListenAddress.TryParse(text, out var addresses, out _));
        Assert.Equal(expected, addresses.Select(address => address.EndPoint.ToString()));
        Assert.DoesNotContain(addresses, address => address.IsTls || address.IsProxied);
    }

    [Theory]
    [InlineData("localhost:0")]
    [InlineData("0")]
    [InlineData(":0")]
    public async Task One_free_port_is_taken_for_all_addresses_of_a_name(string text)
    {
        await using var server = await PingServer.StartAsync(options =>
        {
            options.Listen.Clear();
            options.Listen.Add(text);
        });
        Assert.Equal(HasIPv6Loopback() ? 2 : 1, server.Server.EndPoints.Count);
        int port = Assert.Single(server.Server.EndPoints.Select(endPoint => endPoint.Port).Distinct());
        using var client = await PingClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        Assert.Equal("220 ping", await client.LineAsync());
    }

    [Fact]
    public async Task A_port_in_use_is_told_of_a_name_too()
    {
        await using var server = await PingServer.StartAsync();
        string port = server.Server.EndPoints[0].Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var exception = await Assert.ThrowsAsync<ListenException>(() => PingServer.StartAsync(options => options.Listen.Add(port)));
        Assert.StartsWith($"cannot listen on 127.0.0.1:{port}: address already in use", exception.Message);
    }

    [Theory]
    [InlineData("127.0.0.1:465 tls", true, false)]
    [InlineData("127.0.0.1:25 proxy", false, true)]
    [InlineData("[::1]:465 proxy tls", true, true)]
    [InlineData(" 127.0.0.1:465  TLS Proxy ", true, true)]
    public void Words_behind_an_address_say_how_connections_begin(string text, bool isTls, bool isProxied)
    {
        Assert.True(ListenAddress.TryParse(text, out var addresses, out _));
        Assert.Equal((isTls, isProxied), (addresses[0].IsTls, addresses[0].IsProxied));
    }

    [Fact]
    public void Another_word_behind_an_address_is_named()
    {
        Assert.False(ListenAddress.TryParse("127.0.0.1:465 ssl", out _, out string error));
        Assert.Equal("'ssl' may not follow an address; tls (TLS from the start) and proxy (a PROXY header comes first) may.", error);
    }

    [Theory]
    [InlineData("mail.example:25", "'mail.example' is not the address of a network interface; write 127.0.0.1:2525, ")]
    [InlineData("::1:2525", "an IPv6 address stands in brackets; write ")]
    [InlineData("127.0.0.1:65536", "a port is a number from 0 to 65535; write ")]
    [InlineData("99999", "a port is a number from 0 to 65535; write ")]
    [InlineData("127.0.0.1", "it must be an address and a port, such as ")]
    public void What_is_wrong_with_an_address_is_named(string text, string expected)
    {
        Assert.False(ListenAddress.TryParse(text, out var addresses, out string error));
        Assert.StartsWith(expected, error);
        Assert.Empty(addresses);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::1:2525")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("mail.example:25")]
    public void Anything_else_is_not_an_address_to_listen_on(string text) => Assert.False(ListenAddress.TryParse(text, out _, out _));

    private static bool HasIPv6Loopback()
    {
        if (!Socket.OSSupportsIPv6)
            return false;
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
