using System.Globalization;
using System.Text.RegularExpressions;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests;

/// <summary>
/// Each kind of finding is shown, and held to, by its page in docs/diagnostics. Specs/ has what a page need not show: more
/// that has the finding, which says in comments <c>// expect: ID at LINE:COLUMN part of the message</c> what must be
/// found, and more that has none.
/// </summary>
public sealed partial class DiagnosticTests
{
    /// <summary>The kinds that more specifications have.</summary>
    public static TheoryData<string> WrongIds => IdsWith("wrong");

    /// <summary>The kinds that one may expect in more specifications which have none.</summary>
    public static TheoryData<string> RightIds => IdsWith("right");

    [Theory]
    [MemberData(nameof(WrongIds))]
    public void The_wrong_specification_has_exactly_the_expected_findings(string id)
    {
        var expected = FilesOf(id, "wrong").SelectMany(Expectations).ToList();
        Assert.Contains(expected, e => e.Id == id);
        var found = SpecFiles.Compile(WithShared(FilesOf(id, "wrong"))).Diagnostics;

        Assert.Equal(
            expected.Select(e => $"{e.File} {e.Id} {e.Place}").Order(StringComparer.Ordinal),
            found.Select(d => $"{Path.GetFileName(d.Source.Path)} {d.Rule.Id} {Place(d)}").Order(StringComparer.Ordinal));
        Assert.All(expected, e => Assert.Contains(
            found, d => d.Rule.Id == e.Id && Place(d) == e.Place && d.Message.Contains(e.Fragment, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(RightIds))]
    public void The_right_specification_has_no_findings(string id)
    {
        var specification = SpecFiles.Compile(WithShared(FilesOf(id, "right")));

        Assert.Empty(specification.Diagnostics);
        Assert.NotEmpty(specification.Protocols);
    }

    private static TheoryData<string> IdsWith(string kind) =>
        [.. Directory.GetDirectories(SpecFiles.Folder).Select(d => Path.GetFileName(d)).Where(id => FilesOf(id, kind).Any()).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> FilesOf(string id, string kind) =>
        Directory.EnumerateFiles(Path.Combine(SpecFiles.Folder, id), kind + ".*");

    // The answers to everything that is not a command, which every specification needs, stand beside the pages.
    private static (string Path, string Text)[] WithShared(IEnumerable<string> paths)
    {
        var files = paths.Select(path => (path.Replace('\\', '/'), File.ReadAllText(path))).ToList();
        if (files.Any(f => f.Item2.Contains("include \"../base.protocol\"", StringComparison.Ordinal)))
            files.Add((SpecFiles.Folder.Replace('\\', '/') + "/base.protocol", File.ReadAllText(SpecFiles.SharedExample)));
        return [.. files];
    }

    private static IEnumerable<(string File, string Id, string Place, string Fragment)> Expectations(string path) =>
        ExpectComment().Matches(File.ReadAllText(path))
            .Select(m => (Path.GetFileName(path), m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value));

    private static string Place(SpecDiagnostic diagnostic)
    {
        var (line, column) = diagnostic.Source.GetLinePosition(diagnostic.Span.Start);
        return string.Create(CultureInfo.InvariantCulture, $"{line}:{column}");
    }

    [GeneratedRegex(@"^// expect: (SGP\d{4}) at (\d+:\d+) (\S.*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex ExpectComment();
}
