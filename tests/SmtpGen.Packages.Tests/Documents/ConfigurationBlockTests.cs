namespace SmtpGen.Packages.Tests.Documents;

/// <summary>The JSON of the pages is configuration that <c>smtpgen serve</c> takes, which has the keys of a .NET host, too.</summary>
public class ConfigurationBlockTests(PackedPackages packages)
{
    public static TheoryData<string> Ids => [.. Documentation.Ids("json")];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Every_configuration_is_taken(string id)
    {
        string folder = packages.NewFolder();
        MailFolder.WriteFiles(folder);
        File.WriteAllText(Path.Combine(folder, "serve.json"), Documentation.Find(id).Text);

        var (exit, output) = await Command.RunAsync(await packages.ToolAsync(), folder, "serve", "--config", "serve.json", "--print-config");

        Assert.True(exit == 0, output);
    }
}
