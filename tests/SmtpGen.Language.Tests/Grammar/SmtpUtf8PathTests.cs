using System.Text;

namespace SmtpGen.Language.Tests.Grammar;

public class SmtpUtf8PathTests
{
    [Theory]
    [InlineData("<用户@例子.测试>", "用户", "例子.测试")]
    [InlineData("<jürgen@bücher.example>", "jürgen", "bücher.example")]
    [InlineData("<\"ü \\\" ß\"@b>", "\"ü \\\" ß\"", "b")]
    [InlineData("<a@x-ü-1.é>", "a", "x-ü-1.é")]
    [InlineData("<\U0001F600@b>", "\U0001F600", "b")]
    public void A_mailbox_may_be_UTF_8(string path, string local, string domain)
    {
        MatchOutcome outcome = SmtpGrammar.MailFromUtf8.Match($"FROM:{path}");

        Assert.True(outcome.IsWhole);
        Assert.Equal((local, domain), (outcome["local"], outcome["domain"]));
        Assert.False(SmtpGrammar.MailFrom.Accepts($"FROM:{path}"));
    }

    [Theory]
    [InlineData("<a@-ü>")]
    [InlineData("<a@ü->")]
    [InlineData("<a@ü_b>")]
    [InlineData("<a@ü.>")]
    [InlineData("<ü>")]
    [InlineData("<\"\\ü\"@b>")]
    public void The_rules_of_ASCII_paths_hold_all_the_same(string path) =>
        Assert.False(SmtpGrammar.MailFromUtf8.Accepts($"FROM:{path}"));

    [Theory]
    [InlineData("C280", true)]
    [InlineData("DFBF", true)]
    [InlineData("E0A080", true)]
    [InlineData("ED9FBF", true)]
    [InlineData("EFBFBF", true)]
    [InlineData("F0908080", true)]
    [InlineData("F48FBFBF", true)]
    [InlineData("80", false)]
    [InlineData("FF", false)]
    [InlineData("C080", false)]
    [InlineData("C1BF", false)]
    [InlineData("C2", false)]
    [InlineData("C2C2", false)]
    [InlineData("E09FBF", false)]
    [InlineData("E282", false)]
    [InlineData("EDA080", false)]
    [InlineData("F08FBFBF", false)]
    [InlineData("F4908080", false)]
    [InlineData("F5808080", false)]
    public void Only_well_formed_UTF_8_is_accepted(string octets, bool isAccepted)
    {
        byte[] character = Convert.FromHexString(octets);
        foreach (var (before, after) in new[] { ("FROM:<", "@b>"), ("FROM:<\"", "\"@b>"), ("FROM:<a@", ">"), ("FROM:<@", ":a@b>") })
        {
            byte[] input = [.. Encoding.ASCII.GetBytes(before), .. character, .. Encoding.ASCII.GetBytes(after)];
            Assert.Equal(isAccepted, SmtpGrammar.MailFromUtf8.Match(input).IsWhole);
        }
    }

    [Fact]
    public void Lengths_are_counted_in_octets()
    {
        Assert.True(SmtpGrammar.MailFromUtf8.Accepts($"FROM:<{new string('ü', 32)}@b>"));
        Assert.False(SmtpGrammar.MailFromUtf8.Accepts($"FROM:<{new string('ü', 32)}a@b>"));
        Assert.True(SmtpGrammar.MailFromUtf8.Accepts($"FROM:<a@{new string('ü', 31)}a>"));
        Assert.False(SmtpGrammar.MailFromUtf8.Accepts($"FROM:<a@{new string('ü', 32)}>"));
    }

    [Fact]
    public void The_automata_stay_small()
    {
        Assert.InRange(SmtpGrammar.MailFromUtf8.StateCount, 2, 220);
        Assert.InRange(SmtpGrammar.RcptToUtf8.StateCount, 2, 220);
    }
}
