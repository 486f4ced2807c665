using System.Text.Json;
using SmtpGen.Tool.Layout;

namespace SmtpGen.Tool.Tests;

public sealed class ExplainTests
{
    private const string Tiny = """
        protocol Tiny {
            states { initial Connected; final Closed }
            connect { => welcome -> Connected }
            otherwise {
                unknown verb => refused -> same; wrong state => refused -> same; bad arguments => refused -> same
                unknown parameter => refused -> same; not offered => refused -> same; line too long => refused -> same
                endless line => leaving -> Closed; bare line feed => leaving -> Closed; handler failed => refused -> same
                handler closes => leaving -> Closed; talks first => leaving -> Closed; idle => leaving -> Closed
                too slow => leaving -> Closed; session too long => leaving -> Closed; shutdown => leaving -> Closed
                too many connections => leaving -> Closed; too many errors => leaving -> Closed
            }
            command QUIT { from *; sync => bye -> Closed }
            reply welcome 220 "{host} ready"
            reply bye     221 2.0.0 "Bye"
            reply refused 500 5.5.0 "Send one of {allowed}" { meaning "Not understood." seen "After a typing error." fix "Send QUIT." }
            reply leaving 421 4.3.0 "Closing" { meaning "The session ends." seen "After a long pause." fix "Connect again." }
        }
        """;

    [Fact]
    public async Task A_code_is_explained_with_the_states_it_may_come_in()
    {
        var run = await ToolRun.OfAsync("explain", "354");

        Assert.Contains("354: Positive Intermediate", run.Output);
        Assert.Contains("start-input: 354 End data with <CR><LF>.<CR><LF>", run.Output);
        Assert.Contains("meaning: Go on: send the message", run.Output);
        Assert.Contains("states: Recipients (DATA)", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_reply_is_found_by_its_name()
    {
        var run = await ToolRun.OfAsync("explain", "sender-ok");

        Assert.Contains("250 sender-ok: ", run.Output);
        Assert.Contains("states: Idle (MAIL)", run.Output);
        Assert.DoesNotContain("recipient-ok", run.Output);
    }

    [Fact]
    public async Task Two_codes_stand_side_by_side()
    {
        var run = await ToolRun.OfAsync("explain", "354", "503");

        string replies = Assert.Single(run.Output.Split('\n'), line => line.Contains("start-input"));
        Assert.Contains("bad-sequence: 503 5.5.1", replies);
        Assert.Matches("^ +354 +503$", run.Output.Split('\n')[0]);
        string classes = Assert.Single(run.Output.Split('\n'), line => line.Contains("Positive Intermediate"));
        Assert.Contains("Permanent Negative Completion", classes);
    }

    // One command gives it, and the condition holds only in some states.
    [Theory]
    [InlineData("tls-active", "states: Idle (STARTTLS)")]
    [InlineData("already-authenticated", "states: Idle (AUTH)")]
    [InlineData("chunks-only", "states: Sender, Recipients, Chunks, ChunksFailed (DATA)")]
    [InlineData("too-many-recipients", "states: Sender, Recipients (RCPT)")]
    [InlineData("bad-base64", "states: Idle (AUTH)")]
    [InlineData("no-recipients", "states: Sender (DATA)")]
    [InlineData("message-too-big", "Idle (MAIL)", "Recipients (DATA, BDAT)")]
    [InlineData("nul-in-message", "states: Recipients (DATA)")]
    [InlineData("nul-in-chunk", "states: Recipients, Chunks (BDAT)")]
    [InlineData("bad-sequence", "answers: a command that the state does not allow, in any state")]
    [InlineData("idle-timeout", "answers: a client that is silent too long, in any state")]
    [InlineData("greeting", "answers: a new connection\n")]
    public async Task A_reply_says_which_commands_get_it_in_which_states(string reply, params string[] places)
    {
        var run = await ToolRun.OfAsync("explain", reply);

        Assert.All(places, place => Assert.Contains(place, run.Output));
        Assert.DoesNotContain("any; it answers", run.Output);
    }

    [Fact]
    public async Task What_is_filled_in_is_said_in_words()
    {
        var run = await ToolRun.OfAsync("explain", "503", "--protocol", "smtp");
        var greeting = await ToolRun.OfAsync("explain", "greeting", "bad-arguments", "capabilities");

        Assert.Contains("send {the command that has to come first} first", run.Output);
        Assert.DoesNotContain("{first}", run.Output);
        Assert.Contains("greeting: 220 {the host name} ESMTP ready", greeting.Output);
        Assert.Contains("{the syntax of the command}", greeting.Output);
        Assert.Contains("{the host name} greets {the client that the command named} / {the extensions on offer,", Unfolded(greeting));
    }

    private static string Unfolded(ToolRun run) => run.Output.Replace("\n  ", " ", StringComparison.Ordinal);

    [Theory]
    [InlineData("5.5.1", "unrecognized", "bad-sequence", "chunks-only")]
    [InlineData("503 5.5.1", "bad-sequence", "tls-active")]
    [InlineData("503-5.5.1 Bad sequence of commands: send MAIL first", "bad-sequence")]
    [InlineData("  503 5.5.1 Bad sequence of commands: send MAIL first\r\n", "bad-sequence")]
    [InlineData("S: 250 2.1.0 Sender ok", "sender-ok")]
    [InlineData("250 OK", "ok")]
    [InlineData("450 4.9.9 Come back", "mailbox-busy")]
    [InlineData("SENDER-OK", "sender-ok")]
    public async Task What_a_server_said_is_found(string line, params string[] replies)
    {
        var run = await ToolRun.OfAsync("explain", line);

        Assert.Equal(0, run.ExitCode);
        Assert.All(replies, reply => Assert.Contains(reply + ": ", run.Output));
    }

    [Fact]
    public async Task A_pasted_line_is_one_reply_alone_also_without_quotes()
    {
        var run = await ToolRun.OfAsync("explain", "503-5.5.1", "Bad", "sequence", "of", "commands:", "send", "MAIL", "first");
        var code = await ToolRun.OfAsync("explain", "503", "5.5.1");

        Assert.Single(run.Output.Split('\n'), line => line.Contains("fix: "));
        Assert.Contains("bad-sequence: 503 5.5.1", run.Output);
        Assert.Contains("503 5.5.1: Permanent", code.Output);
    }

    [Theory]
    [InlineData("+OK", "(Pop3)", "logged-in: +OK ")]
    [InlineData("-ERR", "(Pop3)", "no-such-message: -ERR ")]
    [InlineData("-ERR No such message", "(Pop3)", "no-such-message: -ERR ")]
    [InlineData("RETR", "(Pop3)", "syntax: RETR <message>", "in Transaction", "then lines of the server")]
    [InlineData("LHLO", "(Lmtp)", "syntax: LHLO ")]
    [InlineData("DATA", "syntax: DATA", "document: RFC5321 4.1.1.4", "in Recipients", "354 start-input, then Message", "250 2.0.0 queued -> Idle", "elsewhere: Connected: EHLO first; Idle")]
    [InlineData("data", "syntax: DATA")]
    [InlineData("RCPT TO:<bob@mx.example>", "syntax: RCPT TO:<forward-path>")]
    [InlineData("STARTTLS", "extension: STARTTLS", "then TLS")]
    [InlineData("Recipients", "At least one recipient was accepted.", "part of: Open, Ready, Transaction", "reached by: RCPT (250 2.1.5 recipient-ok")]
    [InlineData("Transaction", "states: Sender, Recipients, Chunks, ChunksFailed")]
    public async Task Commands_states_and_statuses_are_explained(string asked, params string[] said)
    {
        var run = await ToolRun.OfAsync("explain", asked);

        Assert.Equal(0, run.ExitCode);
        Assert.All(said, text => Assert.Contains(text, run.Output));
    }

    [Fact]
    public async Task Another_protocol_is_explained_from_its_file()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("tiny.protocol", Tiny);

        var reply = await ToolRun.OfAsync("explain", "refused", "--protocol", path);
        var smtp = await ToolRun.OfAsync("explain", "354", "--protocol", path);
        var shipped = await ToolRun.OfAsync("explain", "CAPA", "--protocol", "pop3");
        var nowhere = await ToolRun.OfAsync("explain", "354", "--protocol", "imap");

        Assert.Contains("refused: 500", reply.Output);
        Assert.Equal(1, smtp.ExitCode);
        Assert.Contains("syntax: CAPA", shipped.Output);
        Assert.Equal(2, nowhere.ExitCode);
        Assert.StartsWith("smtpgen: there is no protocol 'imap'; write smtp, lmtp, pop3, or the path of a specification", nowhere.Error);
    }

    [Fact]
    public async Task A_specification_with_errors_explains_nothing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.protocol", "protocol A { nonsense }\n");

        var run = await ToolRun.OfAsync("explain", "354", "--protocol", path);

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith($"smtpgen: {path} has errors; nothing was explained\n", run.Error);
    }

    [Theory]
    [InlineData(100, "explain", "503")]
    [InlineData(100, "explain", "503", "--lang", "ja")]
    [InlineData(100, "explain", "354", "503")]
    [InlineData(100, "explain", "RCPT")]
    public async Task Nothing_is_wider_than_a_hundred_columns_when_it_is_piped(int width, params string[] args)
    {
        var run = await ToolRun.OfAsync(args);

        Assert.All(run.Output.Split('\n'), line => Assert.True(TextWidth.Cells(line.TrimEnd('\r')) <= width, line));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(20, "en")]
    [InlineData(40, "ja")]
    [InlineData(72, "en")]
    public async Task COLUMNS_says_how_wide_it_is(int width, string language)
    {
        var run = await ToolProcess.InShellAsync($"COLUMNS={width} \"$@\"", "explain", "503", "--lang", language);

        Assert.Equal(0, run.ExitCode);
        Assert.All(run.Output.Split('\n'), line => Assert.True(TextWidth.Cells(line) <= width, line));
        Assert.True(run.Output.Split('\n').Max(TextWidth.Cells) > width - 12);
    }

    [Fact(Timeout = 120_000)]
    public async Task Two_replies_stand_one_after_the_other_where_there_is_no_room_beside()
    {
        var run = await ToolProcess.InShellAsync("COLUMNS=30 \"$@\"", "explain", "354", "503");

        Assert.StartsWith("354: Positive Intermediate\n", run.Output);
        Assert.Contains("\n\n503: Permanent Negative\n", run.Output);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("LC_ALL= LC_MESSAGES= LANG=ja_JP.UTF-8", "意味: ")]
    [InlineData("LC_ALL= LC_MESSAGES=ja_JP LANG=C", "意味: ")]
    [InlineData("LC_ALL=ja_JP.UTF-8 LANG=en_US.UTF-8", "意味: ")]
    [InlineData("LC_ALL=en_US.UTF-8 LANG=ja_JP.UTF-8", "meaning: ")]
    [InlineData("LC_ALL=C", "meaning: ")]
    [InlineData("LC_ALL=tlh_QO", "meaning: ")]
    public async Task The_locale_chooses_the_language(string environment, string label)
    {
        var run = await ToolProcess.InShellAsync($"{environment} \"$@\"", "explain", "354");

        Assert.Contains(label, run.Output);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_option_wins_over_the_locale()
        => Assert.Contains("meaning: ", (await ToolProcess.InShellAsync("LC_ALL=ja_JP.UTF-8 \"$@\"", "explain", "354", "--lang", "en")).Output);

    [Fact]
    public async Task Programs_get_an_object_a_line()
    {
        var run = await ToolRun.OfAsync("explain", "503", "DATA", "SGP0205", "--json");

        var lines = run.Output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["reply", "command", "finding"], lines.Select(line => line.GetProperty("kind").GetString()));
        Assert.Equal("Smtp", lines[0].GetProperty("protocol").GetString());
        var active = Assert.Single(lines[0].GetProperty("replies").EnumerateArray(), reply => reply.GetProperty("name").GetString() == "tls-active");
        Assert.Equal(503, active.GetProperty("code").GetInt32());
        Assert.Equal("5.5.1", active.GetProperty("enhancedCode").GetString());
        Assert.Equal("Idle", active.GetProperty("states")[0].GetProperty("state").GetString());
        Assert.Equal("STARTTLS", active.GetProperty("states")[0].GetProperty("commands")[0].GetString());
        Assert.Equal("DATA", lines[1].GetProperty("verb").GetString());
        Assert.Equal("SGP0205", lines[2].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_finding_is_explained_by_its_page()
    {
        var run = await ToolRun.OfAsync("explain", "sgp0302");

        Assert.StartsWith("SGP0302: Enhanced code contradicts the reply code", run.Output);
        Assert.Contains("    example.protocol(5,18): error SGP0302: ", run.Output);
        Assert.Contains("        reply ok 250 2.1.3 \"Ok\"", run.Output);
        Assert.DoesNotContain("Configure", run.Output);
        Assert.DoesNotContain("```", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_finding_that_does_not_exist_is_named()
    {
        var run = await ToolRun.OfAsync("explain", "SGP9999");

        Assert.StartsWith("smtpgen: there is no finding SGP9999", run.Error);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task Explanations_come_in_japanese()
    {
        var english = await ToolRun.OfAsync("explain", "354", "503");
        var japanese = await ToolRun.OfAsync("explain", "354", "503", "--lang", "ja");

        Assert.Contains("意味", japanese.Output);
        Assert.Contains("start-input: 354", japanese.Output);
        Assert.DoesNotContain("Go on: send the message", japanese.Output);
        Assert.Contains("Go on: send the message", english.Output);
        Assert.Equal(0, japanese.ExitCode);
    }

    [Fact]
    public async Task An_unknown_code_is_told_which_there_are()
    {
        var run = await ToolRun.OfAsync("explain", "999");

        Assert.StartsWith("smtpgen: no reply '999'; there are ", run.Error);
        Assert.Contains("250, ", run.Error);
        Assert.Equal(1, run.ExitCode);
    }

    [Theory]
    [InlineData("sender-o", "Did you mean sender-ok?")]
    [InlineData("Recipient", "Did you mean Recipients?")]
    [InlineData("STARTTL", "Did you mean STARTTLS?")]
    [InlineData("no-such-thing-at-all", "Write a reply code (354), an enhanced code (5.5.1), a line of a server, ")]
    [InlineData("", "Write a reply code")]
    public async Task What_is_not_known_is_told_what_may_be_meant(string asked, string hint)
    {
        var run = await ToolRun.OfAsync("explain", asked);

        Assert.StartsWith($"smtpgen: nothing is known of '{asked}'.", run.Error);
        Assert.Contains(hint, run.Error);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task An_unknown_language_is_told_which_there_are()
    {
        var run = await ToolRun.OfAsync("explain", "354", "--lang", "tlh");

        Assert.StartsWith("smtpgen: there is no language 'tlh'; there are en, ja", run.Error);
        Assert.Equal(2, run.ExitCode);
    }
}
