using System.Text.RegularExpressions;

namespace SmtpGen.Repository.Tests;

/// <summary>Decisions are numbered without gaps, have the parts of the template, and stand in the index under their titles.</summary>
public partial class DecisionTests
{
    private static readonly string s_folder = Checkout.At("docs/decisions");

    private static string[] Pages => [.. Directory.EnumerateFiles(s_folder, "????-*.md").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void The_index_lists_every_decision_with_its_title_in_order() => Assert.Equal(
        Pages.Select(page => $"| [{page[..4]}]({page}) | {Title().Match(Read(page)).Groups[2].Value} |"),
        Read("README.md").Split('\n').Where(line => line.StartsWith("| [", StringComparison.Ordinal)));

    [Fact]
    public void They_are_numbered_from_1() => Assert.Equal(
        Enumerable.Range(1, Pages.Length).Select(number => $"{number:0000}"), Pages.Select(page => Title().Match(Read(page)).Groups[1].Value));

    [Fact]
    public void Each_has_the_parts_of_the_template() => Assert.All(Pages, page => Assert.Equal(Parts("template.md"), Parts(page)));

    private static IEnumerable<string> Parts(string page) => Read(page).Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal));

    private static string Read(string page) => File.ReadAllText(Path.Combine(s_folder, page)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"^# (\d{4}): (.+)\n")]
    private static partial Regex Title();
}
