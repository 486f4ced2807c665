using System.Xml.Linq;
using SmtpGen.Packages.Tests.Documents;

namespace SmtpGen.Packages.Tests;

/// <summary>What deploy/local-feed leaves, by which the packages of all these tests were packed.</summary>
public class LocalFeedTests(PackedPackages packages)
{
    [Fact]
    public void Packages_of_this_repository_come_from_the_folder_and_others_from_where_they_came()
    {
        var config = XDocument.Load(Path.Combine(Path.GetDirectoryName(packages.Feed)!, "nuget.config")).Root!;

        var source = Assert.Single(config.Element("packageSources")!.Elements());
        Assert.Equal(("smtpgen-local", "packages"), ((string)source.Attribute("key")!, (string)source.Attribute("value")!));
        var patterns = config.Element("packageSourceMapping")!.Elements()
            .ToLookup(mapped => (string)mapped.Attribute("key")! == "smtpgen-local", mapped => mapped.Elements().Select(package => (string)package.Attribute("pattern")!));
        Assert.Equal(["SmtpGen", "SmtpGen.*"], Assert.Single(patterns[true]));
        Assert.NotEmpty(patterns[false]);
        Assert.All(patterns[false], other => Assert.Equal(["*"], other));
    }

    [Fact]
    public void Every_package_is_there() => Assert.Equal(
        Directory.EnumerateFiles(Path.Combine(Documentation.Root, "src"), "README.md", SearchOption.AllDirectories)
            .Count(path => File.Exists(Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileName(Path.GetDirectoryName(path)!) + ".csproj"))),
        Directory.EnumerateFiles(packages.Feed, "*.nupkg").Count());

    [Fact]
    public void What_NuGet_kept_of_the_same_version_is_gone() => Assert.False(File.Exists(packages.Stale));

    [Theory]
    [InlineData]
    [InlineData("--no-build")]
    public async Task Without_a_folder_it_says_how_it_is_used(params string[] arguments)
    {
        var (exit, output) = await PackedPackages.RunLocalFeedAsync(arguments);

        Assert.Equal(2, exit);
        Assert.StartsWith("usage: deploy/local-feed FOLDER", output, StringComparison.Ordinal);
    }
}
