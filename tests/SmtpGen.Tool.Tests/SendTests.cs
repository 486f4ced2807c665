using System.Text.Json;
using SmtpGen.Sasl;

namespace SmtpGen.Tool.Tests;

public class SendTests
{
    private const int Timeout = 120_000;

    [Fact(Timeout = Timeout)]
    public async Task A_message_is_sent_and_the_conversation_is_shown_with_its_states()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--store", folder["mail.db"], "--hostname", "mx.example");

        var run = await ToolRun.OfAsync([
            "send", .. serving.AsServer, "--from", "alice@client.example", "--to", "bob@mx.example", "--to", "carol@mx.example",
            "--subject", "hello", "--text", "Hello Bob"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("S: 220 mx.example ESMTP ready\n   [Connected]\nC: EHLO client.example\nS: 250-mx.example greets client.example\n", run.Output);
        Assert.Contains("C: RCPT TO:<carol@mx.example>\n", run.Output);
        Assert.Contains("   [Recipients]\n", run.Output);
        Assert.Contains("<bob@mx.example> taken: 250 2.0.0 Stored as 1\n<carol@mx.example> taken: 250 2.0.0 Stored as 1\n", run.Output);
        Assert.EndsWith("C: QUIT\nS: 221 2.0.0 mx.example closes the connection\n   [Closed]\n", run.Output);
        var shown = await ToolRun.OfAsync("show", "1", "--store", folder["mail.db"]);
        Assert.Contains("Hello Bob", shown.Output);
    }

    [Fact(Timeout = Timeout)]
    public async Task Programs_get_what_is_said_and_what_became_of_each_recipient()
    {
        await using var server = new AnsweringServer("RCPT", "550 5.1.1 \u001b[31mNobody");
        string[] send = ["send", "--port", $"{server.Port}", "--helo", "client.example", "--from", "a@b.example", "--to", "c@d.example", "--json"];

        var refused = await ToolRun.OfAsync(send);
        var quiet = await ToolRun.OfAsync([.. send, "--quiet"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.DoesNotContain('\u001b', refused.Output + refused.Error);
        var lines = refused.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var first = lines[0];
        Assert.Equal(("said", "received", 220, "Connected"), (Text(first, "kind"), Text(first, "by"), first.GetProperty("code").GetInt32(), Text(first, "state")));
        var rcpt = Assert.Single(lines, line => line.TryGetProperty("code", out var code) && code.GetInt32() == 550);
        Assert.Equal("5.1.1", Text(rcpt, "enhancedCode"));
        var fate = Assert.Single(lines, line => Text(line, "kind") == "recipient");
        Assert.Equal("c@d.example", Text(fate, "address"));
        Assert.False(fate.GetProperty("isAccepted").GetBoolean());
        Assert.StartsWith("550 5.1.1 ", Text(fate, "reply"));
        Assert.Single(quiet.Output.TrimEnd('\n').Split('\n'));

        static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    [Fact(Timeout = Timeout)]
    public async Task A_file_is_sent_as_it_is_by_a_user_who_logs_in()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["users"], UserEntry.CreateScram("alice", "secret", ScramVerifier.LeastIterations), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["password"], "secret\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["mail.eml"], "Subject: file\n\nfrom a file\n", TestContext.Current.CancellationToken);
        await using var serving = await Serving.StartAsync("--store", folder["mail.db"], "--users", folder["users"], "--require-auth", "--no-trace");
        string[] options = ["send", .. serving.AsServer, "--from", "", "--to", "bob@mx.example", "--file", folder["mail.eml"], "--quiet"];

        var refused = await ToolRun.OfAsync(options);
        var sent = await ToolRun.OfAsync([.. options, "--user", "alice", "--password-file", folder["password"], "--plaintext-auth"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("with \"530 5.7.0 Authenticate first\" (state Idle).", refused.Error);
        Assert.Equal(0, sent.ExitCode);
        Assert.Equal("<bob@mx.example> taken: 250 2.0.0 Stored as 1\n", sent.Output);
        Assert.Equal("Subject: file\r\n\r\nfrom a file\r\n", (await ToolRun.OfAsync("show", "1", "--raw", "--store", folder["mail.db"])).Output);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_server_is_asked_for_what_it_offers()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--store", folder["mail.db"], "--offer", "MT-PRIORITY", "--offer", "DELIVERBY");

        var run = await ToolRun.OfAsync([
            "send", .. serving.AsServer, "--from", "alice@client.example", "--to", "bob@mx.example", "--priority", "-3", "--return-after", "120"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(" BY=120;R MT-PRIORITY=-3\n", run.Output);
    }

    [Theory(Timeout = Timeout)]
    [InlineData(2, "--priority 10 is not allowed; it is a whole number from -9 to 9 (", "--priority", "10")]
    [InlineData(2, "--return-after 0 is not allowed; it is a whole number from 1 to 999999999 (", "--return-after", "0")]
    [InlineData(2, "--return-after and --notify-after cannot both be given", "--return-after", "60", "--notify-after", "60")]
    [InlineData(2, "--hold-for and --hold-until cannot both be given", "--hold-for", "60", "--hold-until", "2030-01-01T00:00:00Z")]
    [InlineData(2, "--hold-until soon is not a time; write it as 2030-01-01T00:00:00Z", "--hold-until", "soon")]
    [InlineData(2, "--hold-until 1/2/2030 is not a time; write it as 2030-01-01T00:00:00Z", "--hold-until", "1/2/2030")]
    [InlineData(1, "the message must be held back, for which 127.0.0.1 would have to list FUTURERELEASE; it lists ", "--hold-until", "2030-01-01T00:00:00Z")]
    [InlineData(3, "the message must travel encrypted (REQUIRETLS), and the connection to 127.0.0.1 is not; connect to it with TLS", "--requiretls")]
    public async Task What_cannot_be_asked_for_is_not_sent(int exitCode, string message, params string[] options)
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--store", folder["mail.db"]);

        var run = await ToolRun.OfAsync(["send", .. serving.AsServer, "--from", "alice@client.example", "--to", "bob@mx.example", .. options]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith("smtpgen: " + message, run.Error);
        Assert.Contains("no messages", (await ToolRun.OfAsync("list", "--store", folder["mail.db"])).Output);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("smtpgen: --file holds the whole message; leave --subject and --text out", "--file", "x", "--text", "y")]
    [InlineData("smtpgen: --port 0 is not allowed; it is a whole number from 1 to 65535 (smtpgen --help lists what there is)", "--port", "0")]
    [InlineData("smtpgen: --port smtp is not allowed; it is a whole number from 1 to 65535 (smtpgen --help lists what there is)", "--port", "smtp")]
    [InlineData("smtpgen: --priority high is not allowed; it is a whole number from -9 to 9 (smtpgen --help lists what there is)", "--priority", "high")]
    [InlineData("smtpgen: --user needs either --password-file or --token-file", "--user", "alice")]
    [InlineData("smtpgen: --password-file and --token-file need --user: whose they are", "--token-file", "x")]
    public async Task A_wrong_option_is_explained_in_a_line(string expected, params string[] options)
    {
        var run = await ToolRun.OfAsync(["send", "--from", "a@b.example", "--to", "c@d.example", .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(expected + "\n", run.Error);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("\"MAIL FROM:<no mailbox>\" cannot be sent: ", "send", "--from", "no mailbox", "--to", "c@d.example")]
    [InlineData("\"RCPT TO:<no mailbox>\" cannot be sent: ", "send", "--from", "a@b.example", "--to", "no mailbox")]
    [InlineData("\"EHLO no name\" cannot be sent: ", "send", "--from", "a@b.example", "--to", "c@d.example", "--helo", "no name")]
    [InlineData("\"MAIL FROM:<no mailbox>\" cannot be sent: ", "load", "--json", "--messages", "5", "--from", "no mailbox")]
    [InlineData("\"RCPT TO:<no mailbox>\" cannot be sent: ", "load", "--json", "--messages", "5", "--to", "no mailbox")]
    [InlineData("\"EHLO no name\" cannot be sent: ", "load", "--json", "--messages", "5", "--helo", "no name")]
    public async Task A_name_that_no_command_can_carry_is_a_wrong_command_line(string expected, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--store", folder["mail.db"]);
        var run = await ToolRun.OfAsync([.. arguments, .. arguments.Contains("--helo") ? serving.AsServer[..4] : serving.AsServer]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("smtpgen: " + expected, run.Error);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact(Timeout = Timeout)]
    public async Task A_wrong_option_ends_a_load_that_shows_its_progress_in_the_same_way()
    {
        using var folder = new TemporaryFolder();
        await using var serving = await Serving.StartAsync("--store", folder["mail.db"]);
        var run = await ToolRun.OfAsync(["load", .. serving.AsServer, "--messages", "5", "--from", "no mailbox"]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("smtpgen: \"MAIL FROM:<no mailbox>\" cannot be sent: ", run.Error.Split('\n')[^2]);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("send", "--from", "a@b.example", "--to", "c@d.example")]
    [InlineData("send", "--from", "a@b.example", "--to", "c@d.example", "--tls", "offered")]
    [InlineData("load", "--messages", "3", "--json")]
    public async Task Nobody_logs_in_where_STARTTLS_was_taken_out_of_the_list(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await using var server = new AnsweringServer("EHLO", "250-mx.example\r\n250 AUTH CRAM-MD5 PLAIN");
        string[] login = ["--host", "127.0.0.1", "--port", $"{server.Port}", "--user", "alice", "--password-file", folder.Write("password", "secret\n")];

        var run = await ToolRun.OfAsync([.. arguments, .. login]);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"127.0.0.1:{server.Port} does not list STARTTLS, and a login needs an encrypted connection", run.Error);
        Assert.Contains("--plaintext-auth", run.Error);
        Assert.DoesNotContain("C: AUTH", run.Output);
    }

    [Fact(Timeout = Timeout)]
    public async Task A_login_in_plain_text_is_asked_for_in_words()
    {
        using var folder = new TemporaryFolder();
        await using var server = new AnsweringServer("EHLO", "250-mx.example\r\n250 AUTH PLAIN");
        string[] send =
        [
            "send", "--port", $"{server.Port}", "--user", "alice", "--password-file", folder.Write("password", "secret\n"),
            "--from", "a@b.example", "--to", "c@d.example", "--tls", "none",
        ];

        var refused = await ToolRun.OfAsync(send);
        var said = await ToolRun.OfAsync([.. send, "--plaintext-auth"]);

        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("smtpgen: --user with --tls none lets anybody on the way take the login over", refused.Error);
        Assert.Equal("", refused.Output);
        Assert.Contains("C: AUTH PLAIN", said.Output);
        Assert.Equal(0, said.ExitCode);
    }

    [Theory(Timeout = Timeout)]
    [InlineData("send", "--from", "a@b.example", "--to", "c@d.example")]
    [InlineData("load", "--messages", "3")]
    public async Task A_server_that_is_not_there_is_named(params string[] arguments)
    {
        var run = await ToolRun.OfAsync([.. arguments, "--host", "unix:/nowhere"]);
        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("smtpgen: cannot connect to unix:/nowhere: ", run.Error.Split('\n')[^2]);
    }
}
