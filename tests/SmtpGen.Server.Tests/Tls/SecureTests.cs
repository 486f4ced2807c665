using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using SmtpGen.Runtime;
using SmtpGen.Server.Transport;
using SmtpGen.Tests;

namespace SmtpGen.Server.Tests.Tls;

public sealed class SecureTests
{
    private static readonly Wait s_long = new(TimeSpan.FromMinutes(5), false);
    private static readonly Wait s_short = new(TimeSpan.FromMilliseconds(50), false);

    [Theory]
    [InlineData(SslProtocols.Tls12, "TLS1.2")]
    [InlineData(SslProtocols.Tls13, "TLS1.3")]
    public async Task A_handshake_says_what_protects_the_connection(SslProtocols protocols, string expected)
    {
        using var pair = await TransportPair.ConnectAsync();
        Assert.Null(pair.Transport.Security);
        await using var client = await SecureAsync(pair, protocols);
        var security = pair.Transport.Security!;
        Assert.Equal(expected, security.Protocol);
        Assert.Equal(client.NegotiatedCipherSuite.ToString(), security.CipherSuite);

        // The peer's library computes the same binding, after a prefix.
        using var binding = client.TransportContext.GetChannelBinding(System.Security.Authentication.ExtendedProtection.ChannelBindingKind.Endpoint)!;
        byte[] octets = new byte[binding.Size];
        System.Runtime.InteropServices.Marshal.Copy(binding.DangerousGetHandle(), octets, 0, octets.Length);
        Assert.True(octets.AsSpan().EndsWith([.. "tls-server-end-point:"u8, .. security.ServerEndPoint.Span]));
    }

    [Fact]
    public async Task Octets_go_both_ways_through_TLS()
    {
        using var pair = await TransportPair.ConnectAsync();
        await using var client = await SecureAsync(pair);
        await client.WriteAsync("to server"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("to server", await TextAsync(pair.Transport, s_long));
        await pair.Transport.SendAsync("to client"u8.ToArray());
        Assert.Equal("to client", await TextAsync(client));
    }

    [Fact]
    public async Task Octets_that_came_in_plain_text_are_not_handed_on_inside_TLS()
    {
        using var pair = await TransportPair.ConnectAsync();
        await pair.Client.WriteAsync("STARTTLS\r\nINJECTED\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("STARTTLS\r\nINJECTED\r\n", await TextAsync(pair.Transport, s_long));
        await using var client = await SecureAsync(pair);
        await client.WriteAsync("inside"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("inside", await TextAsync(pair.Transport, s_long));
    }

    [Fact]
    public async Task Plain_text_instead_of_a_handshake_fails_it_and_no_plain_text_answers()
    {
        using var pair = await TransportPair.ConnectAsync();
        await pair.Client.WriteAsync("EHLO client.example\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var failed = Assert.ThrowsAsync<HandshakeException>(async () => await pair.Transport.SecureAsync());
        using var octets = new MemoryStream();
        await pair.Client.CopyToAsync(octets, TestContext.Current.CancellationToken);
        pair.Client.Dispose();
        await failed;
        AssertNoPlainText(octets.ToArray());
        await Assert.ThrowsAsync<IOException>(async () => await pair.Transport.SendAsync("454 no\r\n"u8.ToArray()));
        await Assert.ThrowsAnyAsync<IOException>(async () => await pair.Transport.ReceiveAsync(s_long));
    }

    [Fact]
    public async Task A_handshake_that_is_not_done_in_time_cuts_the_connection()
    {
        using var pair = await TransportPair.ConnectAsync(new ServerOptions { HandshakeTime = TimeSpan.FromMilliseconds(100) });
        var exception = await Assert.ThrowsAsync<HandshakeException>(async () => await pair.Transport.SecureAsync());
        Assert.Equal("the TLS handshake failed: it was not done in time", exception.Message);
    }

    [Fact]
    public async Task A_stop_cuts_a_handshake()
    {
        using var pair = await TransportPair.ConnectAsync();
        var failed = Assert.ThrowsAsync<HandshakeException>(async () => await pair.Transport.SecureAsync());
        pair.Transport.Stop();
        await failed;
    }

    [Fact]
    public async Task A_wait_ends_in_an_event_after_which_octets_still_go_both_ways()
    {
        using var pair = await TransportPair.ConnectAsync();
        await using var client = await SecureAsync(pair);
        Assert.Equal(ServerEvent.Idle, (await pair.Transport.ReceiveAsync(s_short)).Event);
        await pair.Transport.SendAsync("421 idle"u8.ToArray());
        Assert.Equal("421 idle", await TextAsync(client));
        await client.WriteAsync("late"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("late", await TextAsync(pair.Transport, s_long));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(4_000)]
    public async Task A_wait_that_ends_inside_a_record_loses_nothing_of_it(int missing)
    {
        using var pair = await TransportPair.ConnectAsync();
        await using var network = new HeldBackStream(pair.Client);
        await using var client = await SecureAsync(pair, SslProtocols.None, network);
        string text = new('x', 4_000);
        network.HoldBack = missing;
        await client.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        Assert.Equal(ServerEvent.Idle, (await pair.Transport.ReceiveAsync(s_short)).Event);
        Assert.Equal(ServerEvent.Idle, (await pair.Transport.ReceiveAsync(s_short)).Event);
        await network.ReleaseAsync();
        network.HoldBack = 0;
        Assert.Equal(text, await TextAsync(pair.Transport, s_long));
    }

    [Fact]
    public async Task A_body_whose_record_is_not_whole_yet_is_not_below_the_lowest_rate()
    {
        var options = new ServerOptions { MinBodyRate = 100, BodyRateWindow = TimeSpan.FromMilliseconds(20) };
        using var pair = await TransportPair.ConnectAsync(options);
        await using var network = new HeldBackStream(pair.Client);
        await using var client = await SecureAsync(pair, SslProtocols.None, network);
        network.HoldBack = 100;
        await client.WriteAsync(new byte[16_000], TestContext.Current.CancellationToken);
        var received = pair.Transport.ReceiveAsync(new Wait(TimeSpan.FromMinutes(1), true)).AsTask();
        await Task.Delay(200, TestContext.Current.CancellationToken);
        await network.ReleaseAsync();
        Assert.Equal(ServerEvent.None, (await received).Event);
    }

    [Fact]
    public async Task Closing_says_so_inside_TLS()
    {
        using var pair = await TransportPair.ConnectAsync();
        await using var client = await SecureAsync(pair, SslProtocols.Tls12);
        var closed = pair.Transport.CloseAsync();

        // An alert record, and nothing after it: close_notify.
        byte[] octets = new byte[256];
        int count = await pair.Client.ReadAsync(octets, TestContext.Current.CancellationToken);
        Assert.Equal(0x15, octets[0]);
        Assert.Equal(0, await pair.Client.ReadAsync(octets.AsMemory(count), TestContext.Current.CancellationToken));
        pair.Client.Dispose();
        await closed;
    }

    [Fact]
    public async Task The_last_octets_arrive_though_the_client_sent_more()
    {
        using var pair = await TransportPair.ConnectAsync();
        await using var client = await SecureAsync(pair);
        await client.WriteAsync(new byte[200_000], TestContext.Current.CancellationToken);
        await pair.Transport.SendAsync("221 bye"u8.ToArray());
        var closed = pair.Transport.CloseAsync();
        Assert.Equal("221 bye", await TextAsync(client));
        Assert.Equal(0, await client.ReadAsync(new byte[16], TestContext.Current.CancellationToken));
        pair.Client.Dispose();
        await closed;
    }

    [Fact]
    public async Task Octets_can_be_noticed_before_they_are_received()
    {
        using var pair = await TransportPair.ConnectAsync();
        await using var client = await SecureAsync(pair);
        Assert.False(pair.Transport.HasOctets);
        await client.WriteAsync("early"u8.ToArray(), TestContext.Current.CancellationToken);
        while (!pair.Transport.HasOctets)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        Assert.Equal("early", await TextAsync(pair.Transport, s_long));
    }

    [Fact]
    public async Task A_connection_is_secured_once()
    {
        using var pair = await TransportPair.ConnectAsync();
        await using var client = await SecureAsync(pair);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await pair.Transport.SecureAsync());
    }

    private static void AssertNoPlainText(byte[] octets) => Assert.True(octets.Length == 0 || octets[0] == 0x15, "only an alert may come");

    private static async Task<SslStream> SecureAsync(
        TransportPair pair, SslProtocols protocols = SslProtocols.None, Stream? network = null)
    {
        var client = new SslStream(network ?? pair.Client);
        var secured = pair.Transport.SecureAsync().AsTask();
        await client.AuthenticateAsClientAsync(TestCertificates.AnyServer(protocols), TestContext.Current.CancellationToken);
        await secured;
        return client;
    }

    private static async Task<string> TextAsync(ConnectionTransport transport, Wait wait)
    {
        var received = await transport.ReceiveAsync(wait);
        Assert.Equal(ServerEvent.None, received.Event);
        return Encoding.ASCII.GetString(received.Octets.Span);
    }

    private static async Task<string> TextAsync(SslStream client)
    {
        byte[] octets = new byte[4096];
        return Encoding.ASCII.GetString(octets, 0, await client.ReadAsync(octets, TestContext.Current.CancellationToken));
    }
}
