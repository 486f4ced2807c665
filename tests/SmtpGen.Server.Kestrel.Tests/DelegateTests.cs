using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Samples;
using Samples.Redis;
using SmtpGen.Server.Tests.TestProtocol;

namespace SmtpGen.Server.Kestrel.Tests;

/// <summary>Sessions that a delegate makes, of protocols that are not mail.</summary>
public sealed class DelegateTests
{
    [Fact]
    public async Task Another_protocol_is_served_beside_the_web()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new Database(TimeProvider.System));
        builder.Services.AddScoped<DatabaseHandler>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
                listen.UseProtocol(scope => new RedisSession(scope.GetRequiredService<DatabaseHandler>(), new RedisOptions { HostName = "localhost" })));
        });
        await using var application = builder.Build();
        application.MapGet("/{key}", (string key, Database database) => database.Get(System.Text.Encoding.UTF8.GetBytes(key), out _));
        await application.StartAsync(TestContext.Current.CancellationToken);
        using var client = await PingClient.ConnectAsync(IPEndPoint.Parse(new Uri(application.Urls.Last()).Authority));
        await client.SendAsync("*3\r\n$3\r\nSET\r\n$8\r\ngreeting\r\n$5\r\nhello\r\n*2\r\n$3\r\nGET\r\n$8\r\ngreeting\r\n");
        Assert.Equal("+OK", await client.LineAsync());
        Assert.Equal("$5", await client.LineAsync());
        Assert.Equal("hello", await client.LineAsync());
        using var web = new HttpClient();
        Assert.Equal(
            $"\"{Convert.ToBase64String("hello"u8)}\"",
            await web.GetStringAsync(new Uri($"{application.Urls.First()}/greeting"), TestContext.Current.CancellationToken));
        await application.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Each_session_has_a_scope_that_ends_with_it()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<Ends>();
        builder.Services.AddScoped<Resource>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseProtocol(scope =>
        {
            scope.GetRequiredService<Resource>();
            return new PingSession(new PingOptions());
        })));
        await using var application = builder.Build();
        await application.StartAsync(TestContext.Current.CancellationToken);
        var ends = application.Services.GetRequiredService<Ends>();
        var endPoint = IPEndPoint.Parse(new Uri(application.Urls.First()).Authority);
        using var first = await PingClient.ConnectAsync(endPoint);
        using var second = await PingClient.ConnectAsync(endPoint);
        Assert.Equal("220 ping", await first.LineAsync());
        Assert.Equal("220 ping", await second.LineAsync());
        Assert.Equal(0, ends.Count);
        await first.SendAsync("QUIT\r\n");
        Assert.Equal("221 bye", await first.LineAsync());
        Assert.Null(await first.LineAsync());
        Assert.Equal(1, ends.Count);
        await application.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, ends.Count);
    }

    private sealed class Ends
    {
        public int Count { get; set; }
    }

    private sealed class Resource(Ends ends) : IDisposable
    {
        public void Dispose() => ends.Count++;
    }
}
