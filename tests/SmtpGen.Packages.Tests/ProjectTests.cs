namespace SmtpGen.Packages.Tests;

/// <summary>Projects as people have them: of any name, beside other packages, with files of others in them, and of an earlier .NET.</summary>
public class ProjectTests(PackedPackages packages)
{
    [Theory]
    [InlineData("smtpgen-protocol", "my-bird")]
    [InlineData("smtpgen-protocol", "1st")]
    [InlineData("smtpgen-server", "my-app")]
    public async Task A_template_builds_under_a_name_that_is_no_name_of_C_sharp(string template, string name)
    {
        string folder = await packages.NewProjectAsync(template, name);
        File.WriteAllText(Path.Combine(folder, "usage.help"), $"Usage: {name} [options]\n");
        File.WriteAllText(Path.Combine(folder, "stray.abnf"), "a = = b");
        File.WriteAllText(Path.Combine(folder, "wire.protocol"), "{ \"version\": 1 }");

        var (exit, output) = await Command.BuildAsync(folder);

        Assert.True(exit == 0, output);
    }

    [Fact]
    public async Task A_project_without_a_root_namespace_of_its_own_builds_under_any_name()
    {
        string folder = await packages.NewProjectAsync("smtpgen-protocol", "my-bird");
        string project = Path.Combine(folder, "my-bird.csproj");
        string text = File.ReadAllText(project);
        Assert.Contains("<RootNamespace>my_bird</RootNamespace>", text);
        File.WriteAllText(project, text.Replace("<RootNamespace>my_bird</RootNamespace>", "", StringComparison.Ordinal));

        var (exit, output) = await Command.BuildAsync(folder);

        Assert.True(exit == 0, output);
    }

    [Fact]
    public async Task A_worker_of_the_SDK_takes_the_server_without_a_downgrade()
    {
        string folder = packages.NewFolder();
        await Command.DotnetAsync(folder, "new", "worker", "-o", folder, "-n", "MailWorker", "--no-restore", "--no-update-check");
        await Command.DotnetAsync(folder, "add", "package", "SmtpGen.Mail", "--version", packages.Version);

        var (exit, output) = await Command.BuildAsync(folder);

        Assert.True(exit == 0, output);
    }

    [Theory]
    [InlineData("SmtpGen.Server", "Microsoft.Extensions.Hosting")]
    [InlineData("SmtpGen.Storage.Sqlite", "Microsoft.Data.Sqlite")]
    public void The_lowest_patch_of_a_release_is_asked_for(string package, string dependency) =>
        Assert.Contains((dependency, "10.0.0"), DependencyTests.Dependencies(packages, package));

    [Fact]
    public async Task A_project_for_an_earlier_NET_is_told_which_one_it_needs()
    {
        string folder = Write("net8.0");

        var (exit, output) = await Command.BuildAsync(folder);

        Assert.NotEqual(0, exit);
        Assert.Contains("error SGPTFM: SmtpGen needs net10.0 or later, and App is built for net8.0.", output);
    }

    [Fact]
    public async Task A_watch_sees_the_specifications_of_the_project_and_not_those_of_packages()
    {
        string folder = Write("net10.0");
        File.WriteAllText(Path.Combine(folder, "own.protocol"), "// Nothing yet.\n");
        await Command.DotnetAsync(folder, "restore");

        string items = await Command.DotnetAsync(folder, "msbuild", "-getItem:Watch");

        Assert.Contains("\"Identity\": \"own.protocol\"", items);
        Assert.DoesNotContain("smtp.protocol", items);
    }

    private string Write(string framework)
    {
        string folder = packages.NewFolder();
        File.WriteAllText(Path.Combine(folder, "App.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SmtpGen" Version="{packages.Version}" />
              </ItemGroup>
            </Project>
            """);
        return folder;
    }
}
