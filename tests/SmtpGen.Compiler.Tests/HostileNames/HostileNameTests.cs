using System.Globalization;
using SmtpGen.Language;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler.Tests.HostileNames;

/// <summary>
/// Every name that the language allows works, or is refused by name: a specification without findings compiles without a warning,
/// whatever its parts are called.
/// </summary>
public sealed class HostileNameTests
{
    // What generated types and methods are called after, so that one name with it may be another.
    private static readonly string[] s_affixes =
        ["@-Arguments", "@-Result", "@-Results", "@-Reply", "@-Parameters", "@-Word", "@-Handler", "Send-@", "Cancel-@"];

    // All names at all places are many; a name stands at some, and at all of them with HOSTILE_NAMES=all.
    private const int Share = 16;
    private static readonly bool s_isWhole = Environment.GetEnvironmentVariable("HOSTILE_NAMES") == "all";

    // What those are made from.
    private static readonly string[] s_named = ["command", "command with arguments", "command with a line", "line", "body", "body for each"];

    public static TheoryData<string> Positions => [.. NamePosition.All.Select(position => position.Name)];

    [Theory]
    [MemberData(nameof(Positions))]
    public void A_name_works_or_is_refused(string position)
    {
        var place = NamePosition.All.Single(candidate => candidate.Name == position);

        int at = NamePosition.All.ToList().IndexOf(place);
        WorkOrAreRefused([.. place.Names.Where((_, i) => s_isWhole || (i + at) % Share == 0).Select(name => new[] { (place, name) })]);
    }

    [Fact]
    public void A_protocol_of_any_name_works_or_is_refused()
    {
        string[] names =
        [
            "System", "SmtpGen", "Runtime", "Example", "Task", "class", "record", "object", "Equals", "ToString", "GetHashCode", "1st", "__", "Connect", "Client",
            "Server", "Handler", "Session", "Base", "global", "Reply", "Grammar", new string('n', 200),
        ];
        var files = names.Select((name, i) => new SpecText($"/spec/{i}.protocol", SmallSpec.Protocol(name).Text)).ToList();
        var refused = Specification.Compile(new[] { SmallSpec.Shared }.Concat(files).Select(file => SpecFile.Parse(new SourceText(file.Path, file.Text))), [])
            .Diagnostics.Where(finding => finding.Rule.Id is "SGP0011" or "SGP0016").Select(finding => finding.Source.GetText(finding.Span)).ToList();

        Assert.Equal(["__"], refused.Order(StringComparer.Ordinal));
        Compiles(files.Where((_, i) => !refused.Contains(names[i])));
    }

    [Fact]
    public void One_name_at_two_places_works_or_is_refused() => WorkOrAreRefused(
        [.. NamePosition.All.SelectMany((one, i) => NamePosition.All.Skip(i + 1).Select(other => (one, other)))
            .Select((pair, i) => new[] { (pair.one, $"Item{i}"), (pair.other, $"Item{i}") })]);

    [Fact]
    public void A_name_and_the_same_with_what_generated_code_adds_work_or_are_refused()
    {
        var positions = NamePosition.All.Where(position => s_named.Contains(position.Name)).ToList();
        WorkOrAreRefused(
            [.. s_affixes.SelectMany(affix => positions.SelectMany(one => positions.Select(other => (affix, one, other))))
                .Select((pair, i) => new[] { (pair.one, $"Item{i}"), (pair.other, pair.affix.Replace("@", $"Item{i}", StringComparison.Ordinal)) })]);
    }

    // What a name is refused with: it is taken, what stands in a group of that name is missing, it has nothing that C# could be given, or a
    // pattern cannot hold it.
    private static readonly string[] s_refusals = ["SGP0011", "SGP0010", "SGP0016", "SGP0015", "SGP0101"];

    // What is refused is taken out, together with what it stands beside, until nothing is; the rest must compile.
    private static void WorkOrAreRefused(List<(NamePosition Position, string Name)[]> cases)
    {
        int all = cases.Count;
        for (int round = 0; ; round++)
        {
            var batches = cases.GroupBy(names => Math.Max(1, names.Min(item => item.Position.Room) / names.Length)).SelectMany(alike => alike.Chunk(alike.Key)).ToList();
            var files = batches.Select((some, i) => NamedSpec.Of($"Batch{i}", [.. some.SelectMany(names => names)])).ToList();
            var findings = Specification.Compile(new[] { SmallSpec.Shared }.Concat(files).Select(file => SpecFile.Parse(new SourceText(file.Path, file.Text))), [])
                .Diagnostics.Where(finding => finding.Rule.DefaultSeverity == Severity.Error).ToList();
            if (findings.Count == 0)
            {
                Assert.NotEmpty(cases);
                Compiles(files);
                return;
            }

            Assert.All(findings, finding => Assert.Contains(finding.Rule.Id, s_refusals));
            Assert.True(round < 9, string.Join('\n', findings.Take(10)));
            var refused = findings.Select(finding => NamedSpec.NameIn(LineOf(finding))).ToHashSet();
            Assert.True(!refused.Contains(""), string.Join('\n', findings.Where(finding => NamedSpec.NameIn(LineOf(finding)).Length == 0).Take(10)));
            cases.RemoveAll(names => names.Any(item => refused.Contains(item.Name)));
        }
    }

    private static void Compiles(IEnumerable<SpecText> files)
    {
        var wrong = Generation.Run("Example", [], [SmallSpec.Shared, .. files]).Diagnostics()
            .Select(found => $"{found.Id} {found.GetMessage(CultureInfo.InvariantCulture)} {found.Location.SourceTree?.FilePath}").Distinct().ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(60)));
    }

    private static string LineOf(SpecDiagnostic finding)
    {
        var (line, _) = finding.Source.GetLinePosition(finding.Span.Start);
        return finding.Source.Text.Split('\n')[line - 1];
    }
}
