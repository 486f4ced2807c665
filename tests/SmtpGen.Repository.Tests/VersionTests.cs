namespace SmtpGen.Repository.Tests;

/// <summary>The version follows from the tags, and where there are none everything can be built all the same.</summary>
public sealed class VersionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("smtpgen-version-").FullName;

    public VersionTests()
    {
        foreach (string file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json" })
            File.Copy(Checkout.At(file), Path.Combine(_folder, file));
        Directory.CreateDirectory(Path.Combine(_folder, "src"));
        File.WriteAllText(Path.Combine(_folder, "src", "Any.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RunsOwnAnalyzers>false</RunsOwnAnalyzers>
                <IsPackable>true</IsPackable>
                <NoWarn>$(NoWarn);CS1591</NoWarn>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(_folder, "src", "Any.cs"), "namespace Any;\n\npublic static class Any;\n");
    }

    public void Dispose()
    {
        // Git makes its objects read-only, which Windows does not delete.
        foreach (string file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_tag_is_the_version_and_later_commits_lead_to_the_next_one()
    {
        await CommitAsync();
        await GitAsync("tag", "v1.2.3");
        Assert.Equal("1.2.3", await PackAsync());

        await CommitAsync();
        Assert.Equal("1.2.4-alpha.0.1", await PackAsync());
        Assert.Equal("7.0.1-beta", await PackAsync("-p:Version=7.0.1-beta"));
    }

    [Fact]
    public async Task Without_tags_it_is_on_the_way_to_the_first_release()
    {
        await CommitAsync();
        await CommitAsync();
        Assert.Equal("0.1.0-alpha.0.1", await PackAsync());
    }

    [Fact]
    public async Task Without_git_it_is_built_and_packed() => Assert.Equal("0.1.0-alpha.0", await PackAsync());

    [Fact]
    public async Task Where_git_cannot_read_the_checkout_it_is_built_and_packed()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ".git"));
        Assert.Equal("0.1.0-alpha.0", await PackAsync());
    }

    [Fact]
    public async Task A_clone_without_history_is_built_and_packed()
    {
        await CommitAsync();
        await CommitAsync();
        string clone = Path.Combine(_folder, "clone");
        await GitAsync("clone", "--quiet", "--depth", "1", "file://" + _folder.Replace('\\', '/'), clone);

        Assert.StartsWith("0.1.0-alpha.0", await PackAsync(Path.Combine(clone, "src"), []), StringComparison.Ordinal);
    }

    // With warnings as errors, as .ci/run builds.
    private Task<string> PackAsync(params string[] options) => PackAsync(Path.Combine(_folder, "src"), options);

    private static async Task<string> PackAsync(string project, string[] options)
    {
        string packages = Path.Combine(project, "packages");
        if (Directory.Exists(packages))
            Directory.Delete(packages, recursive: true);
        await Checkout.RunAsync(project, "dotnet", ["pack", "-warnaserror", "-nologo", "-v", "quiet", "-o", packages, "-p:NoWarn=NU5039%3BCS1591", .. options]);
        string package = Path.GetFileNameWithoutExtension(Assert.Single(Directory.EnumerateFiles(packages, "*.nupkg")));
        return package["Any.".Length..];
    }

    private async Task CommitAsync()
    {
        if (!Directory.Exists(Path.Combine(_folder, ".git")))
            await GitAsync("init", "--quiet");
        await File.WriteAllTextAsync(Path.Combine(_folder, ".gitignore"), "bin/\nobj/\npackages/\nclone/\n");
        await GitAsync("add", ".");
        await GitAsync("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false", "commit", "--quiet", "--allow-empty", "-m", "Change something");
    }

    private Task GitAsync(params string[] arguments) => Checkout.RunAsync(_folder, "git", arguments);
}
