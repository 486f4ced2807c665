using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmtpGen.Tool.Tests;

public sealed class ServeMetricsTests
{
    private const int Timeout = 120_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = Timeout)]
    [InlineData("--otlp", "localhost:4317", "it must be the URL of a collector, such as http://localhost:4317.")]
    [InlineData("--otlp", "collector", "it must be the URL of a collector, such as http://localhost:4317.")]
    [InlineData("--metrics", "127.0.0.1", "it must be an address and a port, such as 127.0.0.1:9464,")]
    [InlineData("--metrics", "127.0.0.1:0", "it must be an address and a port, such as 127.0.0.1:9464,")]
    [InlineData("--metrics", "http://127.0.0.1:9464", "it must be an address and a port, such as 127.0.0.1:9464,")]
    public async Task A_value_that_is_wrong_is_named(string option, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.OfAsync("serve", "--listen", "127.0.0.1:0", "--store", folder["store.db"], option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"smtpgen: {option} is '{value}'; {expected}", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.False(File.Exists(folder["store.db"]));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_port_that_is_taken_is_named()
    {
        using var folder = new TemporaryFolder();
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        holder.Listen();
        var run = await ToolRun.OfAsync("serve", "--listen", "127.0.0.1:0", "--store", folder["store.db"], "--metrics", holder.LocalEndPoint!.ToString()!);
        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith($"smtpgen: cannot listen on {holder.LocalEndPoint} for metrics: ", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact(Timeout = Timeout)]
    public async Task Metrics_and_traces_are_sent_to_a_collector()
    {
        using var folder = new TemporaryFolder();
        var (collector, smtp) = (new FreePort(), new FreePort());
        using var listener = new HttpListener();
        listener.Prefixes.Add($"http://{collector.Address}/");
        listener.Start();
        var received = CollectAsync(listener);
        await using (var server = ServeProcess.Start("", "--listen", smtp.Address, "--store", folder["store.db"], "--otlp", $"http://{collector.Address}"))
        {
            using (var client = await smtp.GreetedAsync())
                Assert.StartsWith("221", await client.SayAsync("QUIT"));
            await server.SignalAsync("TERM");
            Assert.Equal(0, await server.EndAsync());
        }

        listener.Stop();
        var bodies = await received;
        Assert.Contains(bodies, body => body.Path == "/v1/metrics" && body.Text.Contains("smtpgen.replies", StringComparison.Ordinal));
        Assert.Contains(bodies, body => body.Path == "/v1/traces" && body.Text.Contains("smtp session", StringComparison.Ordinal));
    }

    // A native program is one file.
    [Fact(Timeout = Timeout)]
    [Trait("Program", "managed")]
    public async Task Where_nobody_watches_the_libraries_for_it_are_not_loaded()
    {
        using var folder = new TemporaryFolder();
        var (port, metrics) = (new FreePort(), new FreePort());
        Assert.DoesNotContain("OpenTelemetry", await LoadedAsync(port, folder["store.db"]));
        Assert.Contains("OpenTelemetry", await LoadedAsync(port, folder["store.db"], "--metrics", metrics.Address));
    }

    private static async Task<string> LoadedAsync(FreePort port, string store, params string[] options)
    {
        await using var server = ServeProcess.Start("", ["--listen", port.Address, "--store", store, .. options]);
        using var client = await port.GreetedAsync();
        return await File.ReadAllTextAsync($"/proc/{server.Process.Id}/maps", Cancellation);
    }

    private static async Task<List<(string Path, string Text)>> CollectAsync(HttpListener listener)
    {
        var bodies = new List<(string, string)>();
        while (true)
        {
            try
            {
                var context = await listener.GetContextAsync();
                using var octets = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(octets, Cancellation);
                bodies.Add((context.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(octets.ToArray())));
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return bodies;
            }
        }
    }
}
