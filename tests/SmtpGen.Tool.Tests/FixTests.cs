namespace SmtpGen.Tool.Tests;

/// <summary><c>smtpgen check --fix</c>.</summary>
public sealed class FixTests
{
    private const string Rest = """
            states { initial Connected; final Closed }
            connect { => welcome -> Connected }
            otherwise {
                unknown verb => refused -> same; bad arguments => refused -> same; unknown parameter => refused -> same
                not offered => refused -> same; line too long => refused -> same; endless line -> Closed; bare line feed -> Closed
                handler failed => refused -> same; handler closes -> Closed; talks first -> Closed; idle -> Closed; too slow -> Closed
                session too long -> Closed; shutdown -> Closed; too many connections -> Closed
                too many errors -> Closed
            }
            command QUIT { from * => bye -> Closed }
            reply welcome 220 "Ready"
            reply bye 221 4.0.0 "Bye"
            reply refused 500 5.5.0 "No" { meaning "No." seen "Always." fix "Nothing." }

        """;

    [Fact]
    public async Task Certain_edits_are_made_and_what_they_bring_out_is_fixed_too()
    {
        using var folder = new TemporaryFolder();
        // The missing row and the wrong class show only when every name is defined.
        string path = folder.Write("a.protocol", "protocol A { rules { enhanced matches }\n" + Rest.Replace("=> welcome", "=> welcme", StringComparison.Ordinal) + "}\n");

        var run = await ToolRun.OfAsync("check", "--fix", path);

        Assert.Equal(
            [
                $"{path}(3,18): fixed SGP0010: Write 'welcome'", $"{path}(1,10): fixed SGP0205: Answer 'wrong state'",
                $"{path}(13,19): fixed SGP0302: Write 2.0.0", "1 protocol, no findings",
            ],
            run.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n'));
        Assert.Equal(0, run.ExitCode);
        string text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains("        too many errors -> Closed\n        wrong state => refused -> same\n    }", text.ReplaceLineEndings("\n"));
        Assert.Contains("reply bye 221 2.0.0", text);
    }

    [Fact]
    public async Task What_is_not_certain_is_left_and_reported()
    {
        using var folder = new TemporaryFolder();
        string text = "protocol A {\n    include \"missing.protocol\"\n}\n";
        string path = folder.Write("a.protocol", text);

        var run = await ToolRun.OfAsync("check", "--fix", path);

        Assert.Contains("error SGP0012", run.Output);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(text, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_reply_that_a_protocol_beside_gives_is_not_removed()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.protocol", "protocol A {\n" + Rest.Replace("4.0.0", "2.0.0", StringComparison.Ordinal)
            .Replace("unknown verb", "wrong state => refused -> same; unknown verb", StringComparison.Ordinal) + "    reply ok 250 2.0.0 \"Ok\"\n}\n");
        string above = folder.Write("b.protocol", "protocol B extends A {\n    command NOOP { from Connected => ok -> same }\n}\n");

        var run = await ToolRun.OfAsync("check", "--fix", path);
        Assert.Contains("warning SGP0301", run.Output);
        Assert.DoesNotContain("fixed", run.Output);

        File.Delete(above);
        run = await ToolRun.OfAsync("check", "--fix", path);
        Assert.Contains("fixed SGP0301: Remove the reply 'ok'", run.Output);
        Assert.Contains("no findings", run.Output);
    }
}
