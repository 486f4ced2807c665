using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace SmtpGen.Tool.Tests;

public sealed class ServePageTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_is_a_click_away_and_shows_the_mail()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--store", folder["mail.db"], "--web", "127.0.0.1:0");
        var address = await AddressAsync(serving);
        var sent = await ToolRun.OfAsync(["send", .. serving.AsServer, "--from", "a@example.com", "--to", "b@example.org", "--subject", "Hello page", "--text", "Hi"]);
        Assert.Equal(0, sent.ExitCode);

        using var client = new HttpClient { BaseAddress = address };
        string list = await client.GetStringAsync("/api/v1/messages/wait?to=b@example.org&timeout=10s", Cancelled);
        string session = await client.GetStringAsync("/api/v1/sessions/1", Cancelled);

        Assert.Contains("Hello page", list, StringComparison.Ordinal);
        Assert.Contains("MAIL FROM:<a@example.com>", System.Text.RegularExpressions.Regex.Unescape(session), StringComparison.Ordinal);
        Assert.StartsWith("<!doctype html>", await client.GetStringAsync("/", Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_that_an_empty_inbox_shows_sends_a_message()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--store", folder["mail.db"], "--web", "127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = await AddressAsync(serving) };
        string script = await client.GetStringAsync("/assets/inbox.js", Cancelled);
        string command = System.Text.RegularExpressions.Regex.Match(script, "'smtpgen (send [^']+)'").Groups[1].Value;

        var run = await ToolRun.OfAsync(command.Replace("2525", serving.EndPoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal).Split(' '));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Hello", await client.GetStringAsync("/api/v1/messages", Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite:mail.db", "mail.db-index")]
    [InlineData("maildir:mail", "mail-index")]
    public async Task A_search_leaves_its_index_beside_the_store(string store, string index)
    {
        using var folder = new TemporaryFolder();
        string location = $"{store[..store.IndexOf(':', StringComparison.Ordinal)]}:{folder[store[(store.IndexOf(':', StringComparison.Ordinal) + 1)..]]}";
        await using (var serving = await Serving.StartAsync("--store", location, "--web", "127.0.0.1:0"))
        {
            using var client = new HttpClient { BaseAddress = await AddressAsync(serving) };
            await client.GetStringAsync("/api/v1/messages?query=hello", Cancelled);
        }

        Assert.True(File.Exists(folder[index]));
    }

    [Fact]
    public async Task An_address_that_was_asked_for_and_is_taken_ends_the_program()
    {
        using var folder = new TemporaryFolder();
        using var other = Listener(IPAddress.Loopback, 0);

        var run = await ToolRun.OfAsync("serve", "--listen", "127.0.0.1:0", "--store", folder["mail.db"], "--web", other.LocalEndpoint.ToString()!);

        Assert.Equal(3, run.ExitCode);
        Assert.Matches($"^smtpgen: cannot listen on {other.LocalEndpoint} for the page: address already in use[^\n]*\n$", run.Error);
    }

    [Fact]
    public async Task Where_the_usual_address_is_taken_mail_is_received_all_the_same()
    {
        using var folder = new TemporaryFolder();
        using var other = TakeUsual();
        await using var serving = await Serving.StartAsync("--store", folder["mail.db"], "--web");

        var sent = await ToolRun.OfAsync(["send", .. serving.AsServer, "--from", "a@example.com", "--to", "b@example.org", "--text", "Hi"]);

        Assert.Equal(0, sent.ExitCode);
        Assert.Contains("mail is received all the same", serving.Reported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_machines_see_no_mail_without_a_token()
    {
        using var folder = new TemporaryFolder();

        var run = await ToolRun.OfAsync("serve", "--listen", "127.0.0.1:0", "--store", folder["mail.db"], "--web", ":0");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--web-token-file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readers_must_know_the_token_of_the_file()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["token"], "sesame\n", Cancelled);
        await using var serving = await Serving.StartAsync("--store", folder["mail.db"], "--web", "127.0.0.1:0", "--web-token-file", folder["token"]);
        using var client = new HttpClient { BaseAddress = await AddressAsync(serving) };

        using var refused = await client.GetAsync("/", Cancelled);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sesame");
        using var answered = await client.GetAsync("/", Cancelled);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (refused.StatusCode, answered.StatusCode));
    }

    [Theory]
    [InlineData("", "its first line is empty")]
    [InlineData(null, "token")]
    public async Task A_file_without_a_token_is_said_in_words(string? content, string said)
    {
        using var folder = new TemporaryFolder();
        if (content is not null)
            await File.WriteAllTextAsync(folder["token"], content, Cancelled);

        var run = await ToolRun.OfAsync("serve", "--listen", "127.0.0.1:0", "--store", folder["mail.db"], "--web", "127.0.0.1:0", "--web-token-file", folder["token"]);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("127.0.0.1")]
    [InlineData("mail.example:8025")]
    public async Task A_wrong_address_is_said_with_the_right_forms(string address)
    {
        var run = await ToolRun.OfAsync("serve", "--web", address);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"--web is '{address}'; it must be an address and a port, such as 127.0.0.1:8025", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_specification_of_one_s_own_has_its_pages()
    {
        using var folder = new TemporaryFolder();
        string spec = Path.Combine(AppContext.BaseDirectory, "samples", "redis", "redis.protocol");
        await using var serving = await Serving.StartAsync("--store", folder["mail.db"], "--web", "127.0.0.1:0", "--spec", spec);
        using var client = new HttpClient { BaseAddress = await AddressAsync(serving) };

        string page = await client.GetStringAsync("/protocol/en/redis/index.html", Cancelled);
        string drawing = await client.GetStringAsync("/api/v1/protocols/redis/statechart.svg", Cancelled);

        Assert.Contains("LRANGE", page, StringComparison.Ordinal);
        Assert.Contains("data-state", drawing, StringComparison.Ordinal);
    }

    private static async Task<Uri> AddressAsync(Serving serving)
    {
        string line = await serving.NextLineAsync();
        Assert.StartsWith("page at http://127.0.0.1:", line, StringComparison.Ordinal);
        return new Uri(line["page at ".Length..]);
    }

    private static TcpListener Listener(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        listener.Start();
        return listener;
    }

    private static TcpListener? TakeUsual()
    {
        try
        {
            return Listener(IPAddress.Loopback, 8025);
        }
        catch (SocketException)
        {
            // Somebody else has it.
            return null;
        }
    }
}
