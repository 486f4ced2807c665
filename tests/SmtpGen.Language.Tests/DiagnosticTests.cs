using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests;

/// <summary>
/// For each kind of finding, Specs/ holds a specification that has it and one that does not. The first says in comments
/// <c>// expect: ID at LINE:COLUMN part of the message</c> what must be found.
/// </summary>
public sealed partial class DiagnosticTests
{
    public static TheoryData<string> Ids => [.. Directory.GetDirectories(SpecFiles.Folder).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_wrong_specification_has_exactly_the_expected_findings(string id)
    {
        var expected = FilesOf(id, "wrong").SelectMany(Expectations).ToList();
        Assert.Contains(expected, e => e.Id == id);
        var found = SpecFiles.Read(WithShared(FilesOf(id, "wrong"))).Diagnostics;

        Assert.Equal(
            expected.Select(e => $"{e.File} {e.Id} {e.Place}").Order(StringComparer.Ordinal),
            found.Select(d => $"{Path.GetFileName(d.Source.Path)} {d.Rule.Id} {Place(d)}").Order(StringComparer.Ordinal));
        Assert.All(expected, e => Assert.Contains(
            found, d => d.Rule.Id == e.Id && Place(d) == e.Place && d.Message.Contains(e.Fragment, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_right_specification_has_no_findings(string id)
    {
        var specification = SpecFiles.Read(WithShared(FilesOf(id, "right")));

        Assert.Empty(specification.Diagnostics);
        Assert.NotEmpty(specification.Protocols);
    }

    [Fact]
    public void Every_kind_of_finding_has_its_specifications()
    {
        var rules =
            from type in typeof(Specification).Assembly.GetTypes()
            where type.Namespace?.StartsWith("SmtpGen.Language.Grammar", StringComparison.Ordinal) != true
            from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            where field.FieldType == typeof(DiagnosticRule) && field.IsInitOnly
            select ((DiagnosticRule)field.GetValue(null)!).Id;

        Assert.Equal(rules.Order(StringComparer.Ordinal), Ids.Select(row => row.Data));
    }

    private static IEnumerable<string> FilesOf(string id, string kind) =>
        Directory.EnumerateFiles(Path.Combine(SpecFiles.Folder, id), kind + ".*");

    // The answers to everything that is no command, which every specification needs, stand in one file beside the folders.
    private static IEnumerable<string> WithShared(IEnumerable<string> paths)
    {
        var files = paths.ToList();
        return files.Any(f => File.ReadAllText(f).Contains("include \"../base.protocol\"", StringComparison.Ordinal))
            ? files.Append(Path.Combine(SpecFiles.Folder, "base.protocol"))
            : files;
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
