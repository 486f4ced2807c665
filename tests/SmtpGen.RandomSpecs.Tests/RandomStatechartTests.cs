using SmtpGen.RandomSpecs.Compiling;
using SmtpGen.RandomSpecs.Drafts;
using SmtpGen.Reference.Statecharts;
using SmtpGen.Shared.Drawings;

namespace SmtpGen.RandomSpecs;

/// <summary>The statecharts of random specifications.</summary>
public class RandomStatechartTests
{
    [Fact]
    public void Nothing_overlaps_and_every_move_is_told_once()
    {
        int drawn = 0;
        for (int number = 0; number < 200; number++)
        {
            foreach (var protocol in CompiledSpec.Of(Draft.Write(number)) is { IsRight: true } spec ? spec.Protocols : [])
            {
                var chart = Statechart.Of(protocol);
                List<string> faults = [.. StatechartContent.Faults(protocol, chart), .. StatechartFaults.Of(StatechartLayout.Of(chart))];
                Assert.True(faults.Count == 0, $"Specification {number}: {string.Join("\n", faults.Take(5))}");
                drawn++;
            }
        }

        Assert.InRange(drawn, 20, int.MaxValue);
    }
}
