namespace SmtpGen.Language.Tests;

/// <summary>What cannot be read is never left out without a word.</summary>
public sealed class LostFindingTests
{
    [Fact]
    public void What_cannot_stand_after_the_expression_of_a_capture_is_a_finding()
    {
        var found = SpecFiles.Compile(("a.protocol", "protocol P {\n    command A (x: 1*ALPHA at most size octets) { from B => c -> same }\n}\n")).Diagnostics;

        Assert.Contains(found, finding => finding.Rule.Id == "SGP0001" && finding.Message.Contains("'octets'", StringComparison.Ordinal));
    }
}
