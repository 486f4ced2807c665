using System.Text;
using Microsoft.Extensions.Logging;
using SmtpGen.Server.Tests.TestProtocol;

namespace SmtpGen.Server.Tests;

public sealed class ConversationTests
{
    [Fact]
    public async Task Replies_to_pipelined_commands_leave_in_one_send()
    {
        await using var server = await PingServer.StartAsync();
        using var client = await server.GreetedAsync();
        await client.SendAsync("PING\r\nPING\r\nPING\r\n");
        Assert.Equal("200 pong\r\n200 pong\r\n200 pong\r\n", await client.OctetsAsync());
    }

    [Fact]
    public async Task A_body_longer_than_any_buffer_arrives_whole()
    {
        await using var server = await PingServer.StartAsync();
        using var client = await server.GreetedAsync();
        var body = new StringBuilder();
        for (int line = 0; line < 20_000; line++)
            body.Append("0123456789012345678901234567890123456789\r\n");
        await client.SendAsync("BODY\r\n");
        Assert.Equal("354 go", await client.LineAsync());
        await client.SendAsync(body + ".\r\nPING\r\n");
        Assert.Equal($"250 {body.Length}", await client.LineAsync());
        Assert.Equal("200 pong", await client.LineAsync());
    }

    [Fact]
    public async Task Octets_that_come_one_by_one_make_commands()
    {
        await using var server = await PingServer.StartAsync();
        using var client = await server.GreetedAsync();
        foreach (char octet in "PING\r\nPING\r\n")
            await client.SendAsync(octet.ToString());
        Assert.Equal("200 pong", await client.LineAsync());
        Assert.Equal("200 pong", await client.LineAsync());
    }

    [Fact]
    public async Task The_last_reply_arrives_though_the_client_sent_more()
    {
        await using var server = await PingServer.StartAsync();
        using var client = await server.GreetedAsync();
        await client.SendAsync("QUIT\r\n" + new string('x', 200_000));
        Assert.Equal("221 bye", await client.LineAsync());
        Assert.Null(await client.LineAsync());
    }

    [Fact]
    public async Task What_an_option_would_have_taken_is_refused_and_the_option_logged()
    {
        var log = new ListLogger();
        await using var server = await PingServer.StartAsync(logger: log);
        using var client = await server.GreetedAsync();
        await client.SendAsync("PONG\r\n");
        Assert.Equal("500 what", await client.LineAsync());
        Assert.Contains(log.Entries, entry => entry.Level == LogLevel.Warning
            && entry.Message.Contains("was refused what the option pong-too of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_that_fails_is_answered_and_logged()
    {
        var log = new ListLogger();
        await using var server = await PingServer.StartAsync(ask: _ => throw new InvalidOperationException("boom"), logger: log);
        using var client = await server.GreetedAsync();
        await client.SendAsync("ASK\r\nPING\r\n");
        Assert.Equal("451 failed", await client.LineAsync());
        Assert.Equal("200 pong", await client.LineAsync());
        Assert.Contains(log.Entries, entry => entry is { Level: Microsoft.Extensions.Logging.LogLevel.Error, Exception.Message: "boom" }
            && entry.Message.StartsWith("The Ping handler of 127.0.0.1:", StringComparison.Ordinal)
            && entry.Message.EndsWith(" failed in state Only", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("BODY\r\nhalf a li", false)]
    [InlineData("BODY\r\nhalf a li", true)]
    [InlineData("BODY\r\n", true)]
    public async Task A_client_that_is_lost_in_a_body_is_told_of_and_no_handler_has_failed(string sent, bool resets)
    {
        var log = new ListLogger();
        await using var server = await PingServer.StartAsync(logger: log);
        using (var client = await server.GreetedAsync())
        {
            await client.SendAsync(sent);
            Assert.Equal("354 go", await client.LineAsync());
            if (resets)
                client.Reset();
        }

        await server.UntilConnectionsAsync(0);
        Assert.Single(log.Entries, entry => entry is { Level: Microsoft.Extensions.Logging.LogLevel.Information }
            && entry.Message.EndsWith(" was lost in the middle of a body", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Entries, entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Fact]
    public async Task A_handler_that_fails_because_its_client_was_lost_has_not_failed()
    {
        var log = new ListLogger();
        await using var server = await PingServer.StartAsync(
            takes: async (body, token) =>
            {
                try
                {
                    await body.CopyToAsync(Stream.Null, token);
                }
                catch (IOException exception)
                {
                    throw new InvalidOperationException("not kept", exception);
                }
            },
            logger: log);
        using (var client = await server.GreetedAsync())
        {
            await client.SendAsync("BODY\r\nhalf a li");
            Assert.Equal("354 go", await client.LineAsync());
        }

        await server.UntilConnectionsAsync(0);
        Assert.DoesNotContain(log.Entries, entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Fact]
    public async Task Clients_that_leave_without_a_word_free_their_places()
    {
        await using var server = await PingServer.StartAsync();
        for (int i = 0; i < 20; i++)
        {
            using var client = await server.GreetedAsync();
            await client.SendAsync(i % 2 == 0 ? "BODY\r\nhalf a li" : "PIN");
            client.Reset();
        }

        await server.UntilConnectionsAsync(0);
        using var another = await server.GreetedAsync();
    }

    [Fact]
    public async Task Two_hundred_clients_at_once_get_their_own_replies()
    {
        await using var server = await PingServer.StartAsync(options => options.MaxConnectionsPerAddress = 0);
        await Task.WhenAll(Enumerable.Range(1, 200).Select(async number =>
        {
            using var client = await server.GreetedAsync();
            string body = new('x', number);
            for (int round = 0; round < 5; round++)
            {
                await client.SendAsync($"PING\r\nBODY\r\n{body}\r\n.\r\n");
                Assert.Equal("200 pong", await client.LineAsync());
                Assert.Equal("354 go", await client.LineAsync());
                Assert.Equal($"250 {number + 2}", await client.LineAsync());
            }

            await client.SendAsync("QUIT\r\n");
            Assert.Equal("221 bye", await client.LineAsync());
        }));
    }
}
