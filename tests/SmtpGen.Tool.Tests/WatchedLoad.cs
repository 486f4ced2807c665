using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace SmtpGen.Tool.Tests;

/// <summary>
/// A served load of everything that is measured: messages, logins and TLS by the program's own load; a refused connection, sessions that
/// break off, a handshake that fails, and mail that nobody takes over.
/// </summary>
internal static partial class WatchedLoad
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What the server's metrics say after it, as Prometheus reads them.</summary>
    public static async Task<string> MetricsAsync()
    {
        using var folder = new TemporaryFolder();
        using var certificates = new TestCertificates();
        var (smtp, tls, metrics, nobody) = (new FreePort(), new FreePort(), new FreePort(), new FreePort());
        await using var server = ServeProcess.Start(
            "", "--listen", smtp.Address, "--listen", $"{tls.Address} tls", "--tls-cert", certificates.WritePem(TestCertificates.Create()),
            "--users", folder.Write("users", "alice:{PLAIN}secret\n"), "--store", folder["store.db"], "--metrics", metrics.Address,
            "--max-connections", "2", "--forward", $"smtp://{nobody.Address}");
        using (await smtp.GreetedAsync())
        using (await smtp.GreetedAsync())
        using (var refused = new TcpClient())
        {
            await refused.ConnectAsync(smtp.EndPoint, Cancellation);
            using var reader = new StreamReader(refused.GetStream());
            Assert.StartsWith("421", await reader.ReadLineAsync(Cancellation));
        }

        using var http = new HttpClient { BaseAddress = new($"http://{metrics.Address}") };
        await UntilAsync(http, "smtpgen_session_duration_seconds_count", 2);
        using (var wrong = new TcpClient())
        {
            await wrong.ConnectAsync(tls.EndPoint, Cancellation);
            await wrong.GetStream().WriteAsync("EHLO this.is.not.tls\r\n"u8.ToArray(), Cancellation);
            await UntilAsync(http, "smtpgen_tls_handshakes_total", 1);
        }

        var load = await ToolRun.OfAsync(
            "load", "--port", $"{smtp.EndPoint.Port}", "--helo", "client.example", "--tls", "required", "--insecure", "--user", "alice",
            "--password-file", folder.Write("password", "secret\n"), "--messages", "20", "--sessions", "1");
        Assert.Equal(0, load.ExitCode);
        await UntilAsync(http, "smtpgen_session_duration_seconds_count", 3);
        // Nobody takes them, so that each is tried once for now.
        return await UntilAsync(http, "smtpgen_queue_attempt_duration_seconds_count", 20);
    }

    // The sum over all labels must come to a number; what is read is cached for a moment.
    private static async Task<string> UntilAsync(HttpClient http, string metric, int sum)
    {
        while (true)
        {
            string text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);
            if (Sample().Matches(text).Where(sample => sample.Groups[1].Value == metric).Sum(sample => int.Parse(sample.Groups[3].Value, null)) == sum)
                return text;
            await Task.Delay(100, Cancellation);
        }
    }

    /// <summary>The samples of a text, with the names of their labels.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<string> Labels)> Samples(string text) =>
        Sample().Matches(text).Select(sample => (sample.Groups[1].Value, (IReadOnlyList<string>)[.. LabelNames(sample.Groups[2].Value)]));

    /// <summary>The names in a list of labels with values.</summary>
    public static IEnumerable<string> LabelNames(string labels) => Label().Matches(labels).Select(label => label.Groups[1].Value);

    [GeneratedRegex(@"^(smtpgen_\w+)\{(.*)\} (\S+)", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex("(\\w+)(?:=|!=|=~|!~)\"[^\"]*\"")]
    private static partial Regex Label();
}
