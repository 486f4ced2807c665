using SmtpGen.Language;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler.Tests;

/// <summary>Parameters begin after a blank: what stands before them must end there.</summary>
public class ParametersBehindTests
{
    private const string Finding = "can go on after a blank";

    [Theory]
    [InlineData("(words: list of 1*ALPHA)", true)]
    [InlineData("(word: 1*ALPHA) [SP \"MORE\"]", true)]
    [InlineData("(words: 1*(ALPHA / SP))", true)]
    [InlineData("(words: list of 1*ALPHA by \",\")", false)]
    [InlineData("(word: 1*ALPHA) SP (other: 1*ALPHA)", false)]
    public void What_goes_on_behind_a_blank_is_not_told_from_parameters(string arguments, bool isFound)
    {
        string text = $$"""
            /// Takes parameters.
            protocol Small {
                family coded
                states { initial Open; final Closed }
                connect { => welcome -> Open }
                command GO {{arguments}} [params] { from Open => welcome, bye -> Closed }
                param GO "P=" (value: 1*DIGIT)
                reply welcome 220 "Open"
                reply bye 421 "Bye"
            }

            """;
        var findings = Specification.Compile([SpecFile.Parse(new SourceText("/spec/Small.protocol", text))], []).Diagnostics;

        Assert.Equal(isFound, findings.Any(finding => finding.Message.Contains(Finding, StringComparison.Ordinal)));
    }
}
