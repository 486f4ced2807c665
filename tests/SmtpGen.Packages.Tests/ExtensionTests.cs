using System.Text.RegularExpressions;
using SmtpGen.Packages.Tests.Documents;

namespace SmtpGen.Packages.Tests;

/// <summary>The walk through docs/extending-smtp.md, with its own files.</summary>
public partial class ExtensionTests(PackedPackages packages)
{
    [Fact]
    public async Task A_project_adds_a_command_to_SMTP_with_ten_lines_of_specification_and_a_method()
    {
        string folder = packages.NewFolder();
        foreach (var file in Documentation.Files("docs/extending-smtp.md"))
            File.WriteAllText(Path.Combine(folder, file.Name), file.Text.Replace("SMTPGEN_VERSION", packages.Version, StringComparison.Ordinal));
        Assert.InRange(File.ReadAllLines(Path.Combine(folder, "acme.protocol")).Count(line => line.Length > 0), 1, 10);
        Assert.Single(Method().Matches(File.ReadAllText(Path.Combine(folder, "AcmeHandler.cs"))));

        var (exit, output) = await Command.BuildAsync(folder);
        Assert.True(exit == 0, output);

        await using var program = await RunningProgram.StartAsync(folder, "AcmeMail", "Acme");
        using var talk = await Talk.BeginAsync(program.Port);
        Assert.StartsWith("503 ", await talk.SayAsync("XACME Bob"));
        Assert.StartsWith("250 ", await talk.SayAsync("EHLO client.example"));
        Assert.Equal("250 2.0.0 Hello Bob", await talk.SayAsync("XACME Bob"));
        Assert.StartsWith("502 ", await talk.SayAsync("XACME Mallory"));
        Assert.StartsWith("501 ", await talk.SayAsync("XACME"));
        Assert.StartsWith("250 ", await talk.SayAsync("MAIL FROM:<alice@client.example>"));
        Assert.StartsWith("250 ", await talk.SayAsync("RCPT TO:<bob@localhost>"));
        Assert.StartsWith("354 ", await talk.SayAsync("DATA"));
        Assert.StartsWith("250 2.0.0 Stored as ", await talk.SayAsync("Hello Bob\r\n."));
    }

    [GeneratedRegex("override ")]
    private static partial Regex Method();
}
