using System.Text.RegularExpressions;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests;

/// <summary>The examples of the language reference are read, or compile, as they stand there.</summary>
public partial class ReferenceTests
{
    /// <summary>The examples that cannot compile alone, by the line they begin on.</summary>
    public static TheoryData<int> Fragments => [.. Blocks("protocol-fragment").Select(b => b.Line)];

    /// <summary>What stands in the reference in blocks of a kind, with the line of its fence.</summary>
    internal static IEnumerable<(int Line, string Text)> Blocks(string kind)
    {
        string reference = ReadReference();
        return Block().Matches(reference)
            .Where(m => m.Groups["kind"].Value == kind)
            .Select(m => (reference.AsSpan(0, m.Index).Count('\n') + 1, m.Groups["text"].Value));
    }

    [Fact]
    public void Every_complete_example_of_the_reference_compiles_without_findings()
    {
        var examples = Blocks("protocol").ToList();
        Assert.NotEmpty(examples);
        foreach (var (_, text) in examples)
        {
            var specification = Specification.Compile([SpecFile.Parse(new SourceText("README.protocol", text))], []);
            Assert.Empty(specification.Diagnostics);
            Assert.Single(specification.Protocols);
        }
    }

    [Theory]
    [MemberData(nameof(Fragments))]
    public void Every_fragment_of_the_reference_is_read_without_findings(int line)
    {
        string text = Blocks("protocol-fragment").Single(b => b.Line == line).Text;

        var file = SpecFile.Parse(new SourceText("README.protocol", text));

        Assert.Empty(file.Diagnostics);
        Assert.True(file.Protocols.Count + file.Members.Count + file.Helps.Count > 0);
    }

    [Fact]
    public void Every_block_of_the_reference_is_of_a_kind_that_is_tested() => Assert.Equal(
        ["abnf", "protocol", "protocol-fragment"],
        Block().Matches(ReadReference()).Select(m => m.Groups["kind"].Value).Distinct().Order(StringComparer.Ordinal));

    private static string ReadReference() => File.ReadAllText(Path.Combine(SpecFiles.ProtocolFolder, "README.md"));

    [GeneratedRegex(@"^```(?<kind>[^\n]*)\n(?<text>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
