using System.Globalization;
using System.Text;
using SmtpGen.Fuzz.Mutations;
using SmtpGen.Fuzz.Targets;

namespace SmtpGen.Fuzz;

/// <summary>What must hold for every input holds for those that are kept, and for as many changed ones as time allows.</summary>
public class CorpusTests
{
    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_kept_input_holds(string name)
    {
        var target = FuzzTarget.Named(name);
        var corpus = Corpus.Of(target);

        Assert.NotEmpty(corpus);
        foreach (var (file, octets) in corpus)
            Holds(target, octets, $"Corpus/{name}/{file}");
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Changed_inputs_hold(string name)
    {
        var target = FuzzTarget.Named(name);
        var mutator = Mutator.Of(target);
        int first = Setting("FUZZ_FROM", 0);
        for (int number = first; number < first + Setting("FUZZ_MUTATIONS", target.Mutations); number++)
            Holds(target, mutator.Input(number), $"input {number}");
    }

    [Fact]
    public void A_number_always_makes_the_same_input() => Assert.All(
        FuzzTarget.All, target => Assert.Equal(Mutator.Of(target).Input(7), Mutator.Of(target).Input(7)));

    private static void Holds(FuzzTarget target, byte[] input, string what)
    {
        try
        {
            target.Run(input);
        }
        catch (Exception failure)
        {
            string file = Corpus.KeepFinding(target, input);
            Assert.Fail($"{target.Name}, {what}, kept as {file}: {failure.Message}\n{Encoding.Latin1.GetString(input)}\n{failure.StackTrace}");
        }
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
