using System.Globalization;
using System.Text;
using SmtpGen.Web.Sessions;

namespace SmtpGen.Web.Tests.Sessions;

public sealed class LineRingTests
{
    [Fact]
    public void Whatever_is_added_the_newest_lines_are_kept_as_they_were_said()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var ring = new LineRing();
            var said = new List<string>();
            for (int i = 0; i < 2000; i++)
            {
                string text = i.ToString(CultureInfo.InvariantCulture) + new string((char)('a' + (i % 26)), random.Next(4) == 0 ? random.Next(900) : random.Next(60));
                if (random.Next(10) == 0)
                    text = "";
                said.Add(text);
                ring.Add(DateTimeOffset.UnixEpoch, Speaker.Client, "Idle", Encoding.ASCII.GetBytes(text));

                if (i % 97 != 0)
                    continue;
                var kept = ring.From(0);
                Assert.NotEmpty(kept);
                Assert.Equal(i, kept[^1].Number);
                Assert.Equal(Enumerable.Range((int)kept[0].Number, kept.Count).Select(number => (long)number), kept.Select(line => line.Number));
                Assert.All(kept, line => Assert.Equal(said[(int)line.Number], line.Text));
            }
        }
    }

    [Fact]
    public void A_line_that_is_too_long_says_how_much_is_missing()
    {
        var ring = new LineRing();

        ring.Add(DateTimeOffset.UnixEpoch, Speaker.Client, "Idle", Encoding.ASCII.GetBytes(new string('x', LineRing.LongestLine + 7)));

        Assert.Equal(new string('x', LineRing.LongestLine) + "… (7 octets more)", Assert.Single(ring.From(0)).Text);
    }
}
