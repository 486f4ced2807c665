using System.Collections.Concurrent;
using SmtpGen.Language.Format;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;
using SmtpGen.RandomSpecs.Compiling;
using SmtpGen.RandomSpecs.Drafts;

namespace SmtpGen.RandomSpecs;

/// <summary>Random specifications in lines that break anywhere: formatting them changes nothing that they say.</summary>
public class RandomLayoutTests
{
    [Fact]
    public void The_canonical_layout_says_the_same_keeps_every_comment_and_is_its_own_layout()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("RANDOM_LAYOUTS") ?? "1000", System.Globalization.CultureInfo.InvariantCulture);
        int formatted = 0;
        var wrong = new ConcurrentDictionary<int, string>();
        Parallel.For(0, count, number =>
        {
            var draft = Parse(Draft.Write(number));
            if (draft.Diagnostics.Count > 0)
                return;
            Interlocked.Increment(ref formatted);
            string untidy = Untidy.Of(draft, new Random(number));
            if (Fault(untidy) is { } fault)
                wrong[number] = $"Specification {number}: {fault}\n{untidy}";
        });

        Assert.True(wrong.IsEmpty, $"{wrong.Count} are wrong.\n" + string.Join("\n", wrong.OrderBy(one => one.Value.Length).Take(3).Select(one => one.Value)));
        Assert.True(formatted > count / 2, $"Only {formatted} of {count} specifications can be parsed: the others test nothing.");
    }

    private static string? Fault(string text)
    {
        if (SpecFormatter.Format(Parse(text)) is not { } once)
            return "It cannot be parsed.";
        if (SpecFormatter.Format(Parse(once)) is not { } twice)
            return "Its layout cannot be parsed:\n" + once;
        if (once != twice)
            return $"The layout of the layout is another one:\n{once}\n=== twice:\n{twice}";
        if (!Untidy.Comments(text).SequenceEqual(Untidy.Comments(once)))
            return "The comments differ:\n" + once;
        var (before, after) = (CompiledSpec.Of(text), CompiledSpec.Of(once));
        // A message may name a line.
        if (!before.Findings.Select(finding => finding.Rule.Id).SequenceEqual(after.Findings.Select(finding => finding.Rule.Id)))
            return "The findings differ:\n" + once;
        return before.Protocols.SequenceEqual(after.Protocols) ? null : "The model differs:\n" + once;
    }

    private static SpecFile Parse(string text) => SpecFile.Parse(new SourceText("/spec/random.protocol", text));
}
