using System.Text;
using SmtpGen.Language.Grammar;

namespace SmtpGen.Language.Tests.Grammar;

public class AutomatonSamplerTests
{
    [Fact]
    public void The_shortest_match_is_readable()
    {
        Assert.Equal("FROM:<>", Shortest(SmtpGrammar.MailFrom));
        Assert.Equal("a", Shortest(SmtpGrammar.Client));
        Assert.Equal("BODY=7BIT", Shortest(SmtpGrammar.Compile(SmtpGrammar.Ascii, "\"BODY=\" (body: body-value)")));
        Assert.Equal("SIZE=0", Shortest(SmtpGrammar.Compile(SmtpGrammar.Ascii, "\"SIZE=\" (size: size-value)")));
    }

    [Fact]
    public void Every_sample_is_accepted()
    {
        var random = new Random(1);
        for (int i = 0; i < 500; i++)
            Assert.True(SmtpGrammar.RcptToUtf8.Match(AutomatonSampler.Sample(SmtpGrammar.RcptToUtf8, random, 300)).IsWhole);
    }

    [Fact]
    public void Samples_differ_and_keep_their_length()
    {
        var random = new Random(2);
        byte[][] samples = Enumerable.Range(0, 200).Select(_ => AutomatonSampler.Sample(SmtpGrammar.Client, random, 30)).ToArray();

        Assert.All(samples, sample => Assert.InRange(sample.Length, 1, 30));
        Assert.InRange(samples.Select(Encoding.ASCII.GetString).Distinct().Count(), 100, 200);
    }

    [Fact]
    public void The_same_random_numbers_give_the_same_sample() =>
        Assert.Equal(
            AutomatonSampler.Sample(SmtpGrammar.MailFrom, new Random(3), 60),
            AutomatonSampler.Sample(SmtpGrammar.MailFrom, new Random(3), 60));

    [Fact]
    public void A_tight_bound_is_met()
    {
        LinkedGrammar grammar = Grammars.Link("word = 1*ALPHA");
        Automaton automaton = Grammars.CompileClean(grammar, "word", new Bound("word", BoundKind.Octets, 1));

        Assert.Single(AutomatonSampler.Sample(automaton, new Random(4), 1000));
    }

    [Fact]
    public void Where_bounds_leave_nothing_there_is_no_match()
    {
        Automaton automaton = Grammars.CompileClean(
            Grammars.Link("word = 1*ALPHA"), "word", new Bound("word", BoundKind.Octets, 0));

        Assert.Null(AutomatonSampler.ShortestMatch(automaton));
        Assert.Throws<InvalidOperationException>(() => AutomatonSampler.Sample(automaton, new Random(5), 10));
    }

    private static string Shortest(Automaton automaton) =>
        Encoding.ASCII.GetString(AutomatonSampler.ShortestMatch(automaton)!);
}
