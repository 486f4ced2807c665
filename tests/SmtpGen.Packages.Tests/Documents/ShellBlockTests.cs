namespace SmtpGen.Packages.Tests.Documents;

/// <summary>The commands of the pages succeed in an empty folder beside the packages, or in the one that the block says it stands in.</summary>
public class ShellBlockTests(PackedPackages packages)
{
    // What a person has who has not installed the program.
    private const string FromSource = "dotnet run --project src/SmtpGen.Tool --";

    public static TheoryData<string> Ids => [.. Documentation.Ids("sh")];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Every_block_of_the_shell_runs(string id)
    {
        var block = Documentation.Find(id);
        string folder = packages.NewFolder();
        var shell = new Shell(folder, Path.GetDirectoryName(await packages.ToolAsync())!);
        string script = block.Text.Replace(FromSource, "smtpgen", StringComparison.Ordinal);
        await using var mail = block.Place == "mail" ? await MailFolder.FillAsync(folder, shell) : null;
        // Two servers do not share a store.
        if (mail is not null && block.Serves)
            await mail.DisposeAsync();
        if (block.Place == "project")
            foreach (var file in Documentation.Files(block.Page))
                File.WriteAllText(Path.Combine(folder, file.Name), file.Text.Replace("SMTPGEN_VERSION", packages.Version, StringComparison.Ordinal));

        if (!block.Serves)
        {
            await shell.RunAsync(script);
            return;
        }

        var (stop, port) = await shell.ServeAsync(script);
        await using (stop)
        {
            using var talk = await Talk.BeginAsync(port);
            Assert.StartsWith("221 ", await talk.SayAsync("QUIT"));
        }
    }

    [Fact]
    public void The_program_that_the_commands_stand_for_is_where_they_say() =>
        Assert.True(File.Exists(Path.Combine(Documentation.Root, "src/SmtpGen.Tool/SmtpGen.Tool.csproj")));
}
