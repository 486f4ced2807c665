using System.Net;
using SmtpGen.Storage;
using SmtpGen.Tool.Serve.Telemetry;

namespace SmtpGen.Tool.Tests;

/// <summary>What the probes of whoever runs the program are told.</summary>
public sealed class ServeHealthTests
{
    private const int Timeout = 60_000;

    [Fact(Timeout = Timeout)]
    public async Task A_server_that_listens_is_alive_and_ready_beside_its_metrics()
    {
        using var folder = new TemporaryFolder();
        var (metrics, smtp) = (new FreePort(), new FreePort());
        await using var server = ServeProcess.Start("", "--listen", smtp.Address, "--store", folder["store"], "--metrics", metrics.Address);
        using var client = await smtp.GreetedAsync();

        Assert.Equal((HttpStatusCode.OK, "ok\n"), await GetAsync(metrics, HealthListener.Live));
        Assert.Equal((HttpStatusCode.OK, "ok\n"), await GetAsync(metrics, HealthListener.Ready));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(metrics, "/metrics")).Code);

        // It waits for the session, and is alive meanwhile.
        await client.SayAsync("MAIL FROM:<a@example.org>");
        await client.SayAsync("RCPT TO:<b@example.org>");
        await client.SayAsync("DATA");
        await server.SignalAsync("TERM");
        while ((await GetAsync(metrics, HealthListener.Ready)).Code == HttpStatusCode.OK)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "stopping\n"), await GetAsync(metrics, HealthListener.Ready));
        Assert.Equal((HttpStatusCode.OK, "ok\n"), await GetAsync(metrics, HealthListener.Live));
        await server.SignalAsync("TERM");
        Assert.Equal(0, await server.EndAsync());
    }

    [Fact(Timeout = Timeout)]
    public async Task A_server_is_not_ready_before_it_listens_nor_when_the_store_cannot_be_read()
    {
        using var folder = new TemporaryFolder();
        await using var store = MaildirMessageStore.Open(folder["store"]);
        var health = new ServeHealth(store);

        Assert.Equal("starting", await health.ProblemAsync());
        health.Serves();
        Assert.Null(await health.ProblemAsync());
        Directory.Move(folder["store"], folder["away"]);
        Assert.Equal("the store cannot be read", await health.ProblemAsync());
        Directory.Move(folder["away"], folder["store"]);
        Assert.Null(await health.ProblemAsync());
        health.Stops();
        Assert.Equal("stopping", await health.ProblemAsync());
    }

    private static async Task<(HttpStatusCode Code, string Text)> GetAsync(FreePort metrics, string path)
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri($"http://{metrics.Address}{path}"), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
