namespace SmtpGen.Tool.Tests;

public sealed class ExplainTests
{
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
        string classes = Assert.Single(run.Output.Split('\n'), line => line.Contains("Positive Intermediate"));
        Assert.Contains("Permanent Negative Completion", classes);
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

    [Theory]
    [InlineData("999")]
    [InlineData("no-such-reply")]
    public async Task An_unknown_code_is_told_which_there_are(string code)
    {
        var run = await ToolRun.OfAsync("explain", code);

        Assert.StartsWith($"smtpgen: no reply '{code}'; there are ", run.Error);
        Assert.Contains("250, ", run.Error);
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
