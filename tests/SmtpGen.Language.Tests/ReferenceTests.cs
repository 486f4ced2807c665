using System.Text.RegularExpressions;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests;

/// <summary>The complete examples of the language reference compile as they stand there.</summary>
public partial class ReferenceTests
{
    [Fact]
    public void Every_complete_example_of_the_reference_compiles_without_findings()
    {
        string path = Path.Combine(SpecFiles.ProtocolFolder, "README.md");
        var examples = Example().Matches(File.ReadAllText(path)).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(examples);
        foreach (string example in examples)
        {
            var specification = Specification.Compile([SpecFile.Parse(new SourceText("README.protocol", example))], []);
            Assert.Empty(specification.Diagnostics);
            Assert.Single(specification.Protocols);
        }
    }

    [GeneratedRegex(@"^```protocol\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Example();
}
