using System.Text.RegularExpressions;

namespace SmtpGen.Packages.Tests.Documents;

/// <summary>
/// The specifications of the pages have no finding. A block stands <c>in</c> a file of the repository: what it defines takes the place of
/// what the file has under the same first line, or is added to it; a file that there is not holds the block alone.
/// </summary>
public partial class ProtocolBlockTests(PackedPackages packages)
{
    public static TheoryData<string> Pages => [.. Additions.Select(block => block.Page).Distinct()];

    private static IEnumerable<DocumentedBlock> Additions =>
        Documentation.Blocks.Where(block => block.Language is "protocol" or "help" && block is { Reason: null, Name: "" });

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_a_page_writes_into_specifications_is_found_right(string page)
    {
        var blocks = Additions.Where(block => block.Page == page).ToList();
        string[] bases = [.. blocks.Select(block => Base(block.Place ?? throw new InvalidOperationException($"{block.Id} does not say in what."))).Distinct()];
        string from = Path.Combine(Documentation.Root, Assert.Single(bases));
        string folder = packages.NewFolder();
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        foreach (var block in blocks)
        {
            string path = Path.Combine(folder, Path.GetRelativePath(bases[0], block.Place!));
            File.WriteAllText(path, File.Exists(path) ? Add(block.Text, File.ReadAllText(path)) : block.Text);
        }

        var (exit, output) = await Command.RunAsync(await packages.ToolAsync(), folder, "check", ".");

        Assert.True(exit == 0 && !output.Contains("SGP", StringComparison.Ordinal), output);
    }

    [Fact]
    public void A_member_takes_the_place_of_the_one_that_begins_like_it_and_others_are_added() => Assert.Equal(
        "protocol P {\n    states {\n        final B\n    }\n\n    reply a 1 \"\"\n}\n",
        Add("states {\n    final B\n}\n\nreply a 1 \"\"\n", "protocol P {\n    states {\n        final A\n    }\n}\n"));

    // The folder that is checked: all of the shipped protocols, or what a template brings.
    private static string Base(string path) => path.StartsWith("protocol/", StringComparison.Ordinal) ? "protocol" : Path.GetDirectoryName(path)!;

    private static string Add(string block, string file)
    {
        bool isInBraces = Braces().IsMatch(file);
        foreach (Match member in Member().Matches(block))
        {
            string text = isInBraces ? Indent(member.Value) : member.Value;
            string first = text[..text.IndexOf('\n', StringComparison.Ordinal)];
            string indent = first[..^first.TrimStart().Length];
            var old = Regex.Match(file, $@"^{Regex.Escape(first)}\n.*?^{indent}\}}\n", RegexOptions.Multiline | RegexOptions.Singleline);
            if (old.Success)
                file = file[..old.Index] + text + file[(old.Index + old.Length)..];
            else
                file = isInBraces ? file[..^2] + "\n" + text + "}\n" : file + "\n" + text;
        }

        return file;
    }

    private static string Indent(string text) => string.Concat(text.Split('\n').SkipLast(1).Select(line => (line.Length > 0 ? "    " + line : "") + "\n"));

    // A file that is one protocol, not members that one includes.
    [GeneratedRegex(@"^protocol [^\n]*\{\n.*^\}\n\z", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Braces();

    // A doc comment and what follows, to the end of its block where it has one.
    [GeneratedRegex(@"^(?:///[^\n]*\n)*\w(?:[^\n]*\{\n.*?^\}\n|[^\n]*\n)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Member();
}
