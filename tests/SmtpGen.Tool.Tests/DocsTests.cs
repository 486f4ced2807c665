namespace SmtpGen.Tool.Tests;

/// <summary><c>smtpgen docs</c>.</summary>
[Collection(nameof(ListTests))]
public sealed class DocsTests
{
    private static readonly string s_protocols = Path.Combine(AppContext.BaseDirectory, "protocol");
    private static readonly string s_redis = Path.Combine(AppContext.BaseDirectory, "samples", "redis", "redis.protocol");

    [Fact]
    public async Task The_shipped_protocols_are_written_in_both_languages_and_the_same_each_time()
    {
        using var folder = new TemporaryFolder();
        string kept = folder.Write("notes.txt", "mine");
        string site = Path.GetDirectoryName(kept)!;

        var first = await ToolRun.OfAsync("docs", s_protocols, "-o", site);
        var before = Files(site);
        await ToolRun.OfAsync("docs", s_protocols, "-o", site);

        Assert.Matches(@"^\d{3} pages about Smtp, Lmtp, Pop3 \(en, ja\) in ", first.Output);
        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Equal(before, Files(site));
        Assert.Equal("mine", before["notes.txt"]);
        Assert.Contains("354 は続行の合図です", before["ja/smtp/replies/354-vs-503.html"], StringComparison.Ordinal);
        Assert.DoesNotContain(before, file => file.Value.Contains("rel=\"canonical\"", StringComparison.Ordinal));
        Assert.DoesNotContain("sitemap.xml", before.Keys);
    }

    [Fact]
    public async Task With_its_address_the_site_has_a_sitemap_and_pages_name_their_own_address()
    {
        using var folder = new TemporaryFolder();
        string site = Path.GetDirectoryName(folder.Write("notes.txt", ""))!;

        var run = await ToolRun.OfAsync("docs", s_redis, "-o", site, "--base-url", "https://docs.example/redis");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var files = Files(site);
        Assert.Contains("<loc>https://docs.example/redis/en/redis/commands/GET.html</loc>", files["sitemap.xml"], StringComparison.Ordinal);
        Assert.Contains("<link rel=\"canonical\" href=\"https://docs.example/redis/en/redis/commands/GET.html\">", files["en/redis/commands/GET.html"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_language_that_is_asked_for_is_written()
    {
        using var folder = new TemporaryFolder();
        string site = Path.GetDirectoryName(folder.Write("notes.txt", ""))!;

        await ToolRun.OfAsync("docs", Path.Combine(s_protocols, "pop3.protocol"), "-o", site, "--lang", "ja");

        Assert.DoesNotContain(Files(site).Keys, file => file.StartsWith("en/", StringComparison.Ordinal));
        Assert.Contains("ja/pop3/replies/negative.html", Files(site).Keys);
    }

    [Theory]
    [InlineData(1, "the replies are not explained in ja; nothing was written", "--lang", "ja")]
    [InlineData(2, "--base-url docs.example: is not the address of a folder", "--base-url", "docs.example")]
    [InlineData(2, "'de'", "--lang", "de")]
    public async Task What_is_wrong_is_said_and_nothing_written(int exitCode, string message, params string[] options)
    {
        using var folder = new TemporaryFolder();
        string site = Path.Combine(Path.GetDirectoryName(folder.Write("notes.txt", ""))!, "site");

        var run = await ToolRun.OfAsync(["docs", s_redis, "-o", site, .. options]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(site));
    }

    private static SortedDictionary<string, string> Files(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText),
        StringComparer.Ordinal);
}
