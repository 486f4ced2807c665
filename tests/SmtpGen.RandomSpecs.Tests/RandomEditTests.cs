using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using SmtpGen.RandomSpecs.Compiling;
using SmtpGen.RandomSpecs.Drafts;

namespace SmtpGen.RandomSpecs;

/// <summary>Random edits of comments and lines of random specifications: what was kept of earlier texts shows in nothing.</summary>
public class RandomEditTests
{
    private const int EditsOfEach = 4;

    [Fact]
    public void After_every_edit_all_that_is_emitted_and_found_is_what_a_first_run_says()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("RANDOM_EDITS") ?? "300", System.Globalization.CultureInfo.InvariantCulture);
        int kept = 0;
        int moved = 0;
        var wrong = new ConcurrentDictionary<int, string>();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, number =>
        {
            var random = new Random(number);
            var run = EditedRun.First(Draft.Write(number), Patterns.Grammar.ReplaceLineEndings("\n"));
            for (int i = 0; i < EditsOfEach && !wrong.ContainsKey(number); i++)
            {
                run = run.Edit(LineEdit.Of(run.Text, "//", random), random.Next(3) == 0 ? LineEdit.Of(run.Grammar, ";", random) : run.Grammar);
                if (run.Reason == IncrementalStepRunReason.Cached)
                    Interlocked.Increment(ref kept);
                if (run.Reason == IncrementalStepRunReason.Cached && run.Findings.Count > 0)
                    Interlocked.Increment(ref moved);
                if (run.Differs(EditedRun.First(run.Text, run.Grammar)) is { } fault)
                    wrong[number] = $"Specification {number}, edit {i}: {fault}\n{run.Text}";
            }
        });

        Assert.True(wrong.IsEmpty, $"{wrong.Count} are wrong.\n" + string.Join("\n", wrong.OrderBy(one => one.Value.Length).Take(3).Select(one => one.Value)));
        Assert.True(kept > count, $"Only {kept} of {count * EditsOfEach} edits were bound to nothing new: the others test nothing.");
        Assert.True(moved > count / 50, $"Only {moved} edits moved an error.");
    }
}
