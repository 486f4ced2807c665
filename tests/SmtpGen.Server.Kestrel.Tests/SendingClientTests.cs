using SmtpGen.Server.Tests.TestProtocol;

namespace SmtpGen.Server.Kestrel.Tests;

/// <summary>Clients that send without a pause, in a body that the clocks look at.</summary>
public sealed class SendingClientTests
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    [Fact]
    public async Task The_last_reply_arrives_though_the_client_goes_on_sending()
    {
        await using var server = await PingServer.StartAsync(options =>
        {
            options.SessionTime = TimeSpan.FromMilliseconds(300);
            options.CloseTime = TimeSpan.FromMinutes(1);
        });
        using var client = await server.GreetedAsync();
        await client.SendAsync("BODY\r\n");
        Assert.Equal("354 go", await client.LineAsync());
        string line = new string('x', 998) + "\r\n";
        for (int i = 0; i < 100; i++)
        {
            await client.SendAsync(line);
            await Task.Delay(s_pause, TestContext.Current.CancellationToken);
        }

        Assert.Equal("421 SessionTooLong", await client.LineAsync());
        Assert.Null(await client.LineAsync());
    }

    [Fact]
    public async Task A_body_above_the_lowest_rate_is_read_to_its_end()
    {
        await using var server = await PingServer.StartAsync(options =>
        {
            options.MinBodyRate = 100;
            options.BodyRateWindow = TimeSpan.FromSeconds(1.5);
        });
        using var client = await server.GreetedAsync();
        await client.SendAsync("BODY\r\n");
        Assert.Equal("354 go", await client.LineAsync());
        string line = new string('x', 98) + "\r\n";
        for (int i = 0; i < 40; i++)
        {
            await client.SendAsync(line);
            await Task.Delay(10 * s_pause, TestContext.Current.CancellationToken);
        }

        await client.SendAsync(".\r\n");
        Assert.Equal("250 4000", await client.LineAsync());
    }
}
