namespace SmtpGen.Repository.Tests;

/// <summary>The scripts of docs/releasing.md, over a repository of three files.</summary>
public sealed class ReleaseTests : IDisposable
{
    private const string Unshipped = "src/Any/PublicAPI.Unshipped.txt";
    private const string Shipped = "src/Any/PublicAPI.Shipped.txt";

    private readonly string _folder = Directory.CreateTempSubdirectory("smtpgen-release-").FullName;

    public ReleaseTests()
    {
        foreach (string script in new[] { ".ci/release-check", "deploy/prepare-release" })
        {
            Write(script, "");
            File.Copy(Checkout.At(script), Path.Combine(_folder, script), overwrite: true);
        }

        Write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n### Added\n- Something.\n");
        Write(Unshipped, "#nullable enable\nAny.New() -> void\n*REMOVED*Any.Old() -> void\n");
        Write(Shipped, "#nullable enable\nAny.Kept() -> void\nAny.Old() -> void\n");
        Write("generators/Any/AnalyzerReleases.Unshipped.md", "### New Rules\n\nSGP9999 | Any | Error | Any\n");
        Write("generators/Any/AnalyzerReleases.Shipped.md", "; Findings\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_not_prepared_is_not_released()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts need a shell.");

        var (exit, output) = await CheckAsync("v1.2.3");

        Assert.NotEqual(0, exit);
        Assert.Contains("CHANGELOG.md has no section", output, StringComparison.Ordinal);
        Assert.Contains(Unshipped, output, StringComparison.Ordinal);
        Assert.Contains("AnalyzerReleases.Unshipped.md has findings", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_prepared_is_released()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts need a shell.");

        await Checkout.RunAsync(_folder, "bash", "deploy/prepare-release", "1.2.3");

        var (exit, output) = await CheckAsync("v1.2.3");
        Assert.True(exit == 0, output);
        Assert.Contains("## Unreleased\n\n## 1.2.3 - ", Read("CHANGELOG.md"), StringComparison.Ordinal);
        Assert.Equal("#nullable enable\nAny.Kept() -> void\nAny.New() -> void\n", Read(Shipped));
        Assert.Equal("#nullable enable\n", Read(Unshipped));
        Assert.Contains("## Release 1.2.3\n\n### New Rules\n\nSGP9999", Read("generators/Any/AnalyzerReleases.Shipped.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.2.3-beta.1", true)]
    [InlineData("1.2.3", false)]
    [InlineData("v1.2", false)]
    public async Task A_pre_release_needs_only_a_tag_that_is_a_version(string tag, bool isRight)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts need a shell.");

        var (exit, output) = await CheckAsync(tag);

        Assert.True((exit == 0) == isRight, output);
    }

    private Task<(int Exit, string Output)> CheckAsync(string tag) => Checkout.TryAsync(_folder, "bash", ".ci/release-check", tag);

    private string Read(string path) => File.ReadAllText(Path.Combine(_folder, path));

    private void Write(string path, string text)
    {
        string file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
