using System.Text.RegularExpressions;

namespace SmtpGen.Packages.Tests.Documents;

/// <summary>
/// The C# of the pages compiles with the usings that the page has shown so far. A block that is a piece of something stands in a scaffold,
/// which has what the reader brings along and no using of a namespace of this repository.
/// </summary>
public partial class CSharpBlockTests(SnippetCompiler compiler) : IClassFixture<SnippetCompiler>
{
    private const string Hole = "/* block */";

    // The files of a project are built together, by the test of their page.
    public static TheoryData<string> Ids => [.. Documentation.Ids("csharp").Where(id => Documentation.Find(id).Name.Length == 0)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_block_of_C_sharp_compiles(string id) =>
        Assert.Empty(compiler.Compile(Complete(Documentation.Find(id))).Select(found => found.ToString()));

    [Fact]
    public void Pages_with_the_files_of_a_project_have_a_test_that_builds_it() => Assert.Equal(
        ["docs/extending-smtp.md"], Documentation.Blocks.Where(block => block.Name.Length > 0).Select(block => block.Page).Distinct());

    [Fact]
    public void A_using_that_is_missing_is_found()
    {
        var block = Documentation.Blocks.First(block => block is { Page: "README.md", Language: "csharp" });

        Assert.NotEmpty(compiler.Compile(Using().Replace(block.Text, "")));
    }

    [Fact]
    public void Scaffolds_have_no_using_of_this_repository_and_each_is_used()
    {
        var files = Directory.EnumerateFiles(Folder, "*.cs").Select(file => (Name: Path.GetFileNameWithoutExtension(file), Text: File.ReadAllText(file))).ToList();

        Assert.DoesNotContain(files, file => file.Text.Contains("using SmtpGen", StringComparison.Ordinal));
        Assert.Equal(
            files.Select(file => file.Name).Order(StringComparer.Ordinal),
            Documentation.Blocks.Where(block => block.Language == "csharp").Select(block => block.Place).OfType<string>().Distinct().Order(StringComparer.Ordinal));
    }

    private static string Folder => Path.Combine(Documentation.Root, "tests/SmtpGen.Packages.Tests/Documents/Scaffolds");

    private static string Complete(DocumentedBlock block)
    {
        var usings = Documentation.Blocks
            .TakeWhile(before => before != block).Append(block).Where(other => other.Page == block.Page && other.Language == "csharp")
            .SelectMany(other => Using().Matches(other.Text)).Select(match => match.Value).Distinct();
        string body = Using().Replace(block.Text, "");
        if (block.Place is { } scaffold)
            body = File.ReadAllText(Path.Combine(Folder, scaffold + ".cs")).Replace(Hole, body, StringComparison.Ordinal);
        return string.Concat(usings) + body;
    }

    [GeneratedRegex(@"^using [\w.]+;\n", RegexOptions.Multiline)]
    private static partial Regex Using();
}
