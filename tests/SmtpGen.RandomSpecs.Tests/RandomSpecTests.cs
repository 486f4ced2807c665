using System.Collections.Concurrent;
using System.Text;
using SmtpGen.RandomSpecs.Compiling;
using SmtpGen.RandomSpecs.Drafts;
using SmtpGen.RandomSpecs.Walking;

namespace SmtpGen.RandomSpecs;

/// <summary>Random specifications: those without a finding compile without a warning, and behave as the reference says.</summary>
public class RandomSpecTests
{
    private const int BatchSize = 50;

    [Fact]
    public void What_has_no_finding_compiles_without_a_warning_and_behaves_as_the_reference_says()
    {
        var failures = new StringBuilder();
        int count = Number("RANDOM_SPECS", 100);
        int right = 0;
        for (int from = Number("RANDOM_SPECS_FROM", 0), end = from + count; from < end; from += BatchSize)
        {
            var specs = Enumerable.Range(from, Math.Min(BatchSize, end - from)).Select(number => (Number: number, Spec: CompiledSpec.Of(Draft.Write(number))))
                .Where(spec => spec.Spec.IsRight).ToList();
            right += specs.Count;
            foreach (var (at, why) in Judgement.Of([.. specs.Select(spec => spec.Spec)]))
                failures.AppendLine(Report(specs[at].Number, specs[at].Spec.Text, why, isFirst: failures.Length == 0));
            TestContext.Current.SendDiagnosticMessage($"{from}: {right} without a finding");
            if (failures.Length > 20_000)
                break;
        }

        Assert.True(failures.Length == 0, failures.ToString());
        Assert.True(right > count / 3, $"Only {right} of {count} specifications have no finding: the others test nothing.");
    }

    [Fact]
    public void Nothing_throws_and_the_table_of_what_has_no_finding_behaves_as_the_reference_says()
    {
        int from = Number("RANDOM_SPECS_FROM", 0);
        int count = Number("RANDOM_TABLES", 10_000);
        int right = 0;
        var wrong = new ConcurrentDictionary<int, string>();
        Parallel.For(from, from + count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, number =>
        {
            var spec = CompiledSpec.Of(Draft.Write(number));
            var emitted = new EmittedFiles();
            if ((spec.Failure ?? Emission(spec, emitted)) is { } failure)
                wrong[number] = $"Specification {number}: {failure}\n{spec.Text}";
            if (!spec.IsRight)
                return;
            Interlocked.Increment(ref right);
            if (Judgement.OfTables(spec, emitted) is { } why)
                wrong[number] = $"Specification {number}: {why}\n{spec.Text}";
        });

        Assert.True(wrong.IsEmpty, $"{wrong.Count} are wrong.\n" + string.Join("\n", wrong.OrderBy(one => one.Value.Length).Take(10).Select(one => one.Value)));
        Assert.True(right > count / 3, $"Only {right} of {count} specifications have no finding: the others test nothing.");
    }

    private static Exception? Emission(CompiledSpec spec, EmittedFiles emitted)
    {
        try
        {
            foreach (var model in spec.Protocols)
                Assert.Distinct(emitted.Of(model).Select(file => file.HintName), StringComparer.OrdinalIgnoreCase);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private static string Report(int number, string text, string why, bool isFirst)
    {
        if (!isFirst)
            return $"Specification {number}: {why}\n";
        string small = Shrinking.Of(text, smaller => CompiledSpec.Of(smaller) is { IsRight: true } spec && Judgement.Of([spec]).TryGetValue(0, out string? now) && Kind(now) == Kind(why));
        return $"Specification {number}: {why}\nSmaller:\n{small}\n";
    }

    // The number of the warning, or the first words.
    private static string Kind(string why)
    {
        int at = why.IndexOf(": warning CS", StringComparison.Ordinal) is >= 0 and var warning ? warning : why.IndexOf(": error CS", StringComparison.Ordinal);
        if (at >= 0)
            return why.Substring(at, 17);
        string first = why.Split('\n')[0];
        return string.Join(' ', first[(first.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split(' ').Take(2));
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out int number) ? number : otherwise;
}
