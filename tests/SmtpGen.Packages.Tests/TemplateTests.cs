namespace SmtpGen.Packages.Tests;

public class TemplateTests(PackedPackages packages)
{
    [Fact]
    public async Task A_program_made_from_the_template_receives_a_message()
    {
        string folder = await packages.NewProjectAsync("smtpgen-server", "Inbox");
        var (exit, output) = await Command.BuildAsync(folder);
        Assert.True(exit == 0, output);

        await using var program = await RunningProgram.StartAsync(folder, "Inbox", "Smtp");
        using var talk = await Talk.BeginAsync(program.Port);
        Assert.StartsWith("250 ", await talk.SayAsync("EHLO client.example"));
        Assert.StartsWith("250 ", await talk.SayAsync("MAIL FROM:<alice@client.example>"));
        Assert.StartsWith("550 5.7.1", await talk.SayAsync("RCPT TO:<bob@elsewhere.example>"));
        Assert.StartsWith("550 5.1.1", await talk.SayAsync("RCPT TO:<nobody@localhost>"));
        Assert.StartsWith("250 ", await talk.SayAsync("RCPT TO:<bob@localhost>"));
        Assert.StartsWith("354 ", await talk.SayAsync("DATA"));
        Assert.StartsWith("250 2.0.0 Stored as ", await talk.SayAsync("Subject: Greetings\r\n\r\nHello Bob\r\n."));

        string kept = Assert.Single(Directory.EnumerateFiles(Path.Combine(folder, "mail", "new")));
        Assert.EndsWith("\nSubject: Greetings\n\nHello Bob\n", File.ReadAllText(kept).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
    }

    [Fact]
    public async Task A_protocol_made_from_the_template_is_built_and_spoken_and_its_mistakes_are_shown_where_they_stand()
    {
        string folder = await packages.NewProjectAsync("smtpgen-protocol", "Aviary");
        var (exit, output) = await Command.BuildAsync(folder);
        Assert.True(exit == 0, output);

        await using (var program = await RunningProgram.StartAsync(folder, "Aviary", "Parrot"))
        {
            using var talk = await Talk.BeginAsync(program.Port);
            Assert.Equal("250 Pieces of eight", await talk.SayAsync("SAY Pieces of eight"));
            Assert.Equal("550 damn is a word that this parrot does not repeat", await talk.SayAsync("SAY damn"));
            Assert.StartsWith("500 ", await talk.SayAsync("SING"));
            Assert.Equal("221 Goodbye", await talk.SayAsync("QUIT"));
        }

        string spec = Path.Combine(folder, "parrot.protocol");
        string[] lines = File.ReadAllLines(spec);
        int wrong = Array.FindIndex(lines, line => line.Contains("=> repeated ", StringComparison.Ordinal));
        lines[wrong] = lines[wrong].Replace("same", "Nowhere", StringComparison.Ordinal);
        File.WriteAllLines(spec, lines);

        (exit, output) = await Command.BuildAsync(folder);
        Assert.NotEqual(0, exit);
        string error = $"parrot.protocol({wrong + 1},{lines[wrong].IndexOf("Nowhere", StringComparison.Ordinal) + 1}): error SGP";
        // Once, before all errors are listed again.
        string[] lists = output.Split("Build FAILED.");
        Assert.Single(lists[0].Split('\n'), line => line.Contains(error, StringComparison.Ordinal));
    }
}
