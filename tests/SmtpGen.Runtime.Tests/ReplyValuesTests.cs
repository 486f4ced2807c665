namespace SmtpGen.Runtime.Tests;

/// <summary>Several values of one reply.</summary>
public class ReplyValuesTests
{
    [Fact]
    public void Each_value_comes_out_as_it_went_in()
    {
        string values = ReplyValues.Join("3", "", "misc.test");

        Assert.Equal(["3", "", "misc.test", ""], Enumerable.Range(0, 4).Select(i => ReplyValues.Of(values, i).ToString()));
    }

    [Fact]
    public void A_value_cannot_pose_as_two() => Assert.Equal("a?b", ReplyValues.Of(ReplyValues.Join("a\0b", "c"), 0).ToString());
}
