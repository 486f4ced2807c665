namespace SmtpGen.Compiler.Tests;

/// <summary>What a build prints of a specification that a stranger wrote.</summary>
public class ForeignTextTests
{
    [Theory]
    [InlineData("\u202E")]
    [InlineData("\u001B")]
    [InlineData("\u2028")]
    [InlineData("\U000E0041")]
    [InlineData("\uD800")]
    public void A_message_holds_no_character_that_acts(string character)
    {
        var text = SmallSpec.Protocol("Talk").Replace("\"You said", $"\"You{character} said").Replace("(text) 250", $"{character} (text) 250");

        var findings = Generation.Run(SmallSpec.Shared, text).Findings().ToList();

        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.DoesNotContain(character, finding.GetMessage(null), StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_holds_what_is_seen() => Assert.Contains(
        Generation.Run(SmallSpec.Shared, SmallSpec.Protocol("Talk").Replace("=> echoed", "=> \u00E9")).Findings(),
        finding => finding.GetMessage(null).Contains('\u00E9', StringComparison.Ordinal));
}
