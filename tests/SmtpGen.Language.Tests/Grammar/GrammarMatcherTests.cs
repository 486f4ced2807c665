using SmtpGen.Language.Grammar;
using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Language.Tests.Grammar;

public class GrammarMatcherTests
{
    [Theory]
    [InlineData("FROM:<a@b> SIZE=1", 10)]
    [InlineData("FROM:<a@b>junk", 10)]
    [InlineData("FROM:<>", 7)]
    [InlineData("FROM: <a@b>", ~5)]
    [InlineData("FROM :<a@b>", ~4)]
    [InlineData("FROM:a@b", ~5)]
    [InlineData("FROM:<a@b", ~9)]
    [InlineData("FROM:<a@b.>", ~10)]
    [InlineData("", ~0)]
    public void The_result_is_the_length_matched_or_the_complement_of_where_it_failed(string input, int result) =>
        Assert.Equal(result, SmtpGrammar.MailFrom.Match(input).Result);

    [Fact]
    public void A_shorter_match_on_the_way_is_not_gone_back_to()
    {
        Automaton automaton = Grammars.CompileClean(Grammars.Link(), "\"a\" [\"bc\"]");

        Assert.Equal(1, automaton.Match("ax").Result);
        Assert.Equal(~2, automaton.Match("abx").Result);
    }

    [Fact]
    public void A_pattern_that_can_be_empty_matches_nothing_at_all() =>
        Assert.Equal(0, Grammars.CompileClean(Grammars.Link(), "*DIGIT").Match("x").Result);

    [Fact]
    public void Every_octet_is_told_apart_as_the_pattern_says()
    {
        Automaton automaton = Grammars.CompileClean(Grammars.Link(), "%x00-09 / %x20 / %x80-FE");

        Assert.All(
            Enumerable.Range(0, 256),
            octet => Assert.Equal(
                octet is <= 9 or 0x20 or (>= 0x80 and <= 0xFE), automaton.Match([(byte)octet]).IsWhole));
    }

    [Fact]
    public void A_match_allocates_nothing()
    {
        Automaton automaton = SmtpGrammar.MailFrom;
        var packed = PackedAutomaton.Of(automaton);
        byte[] text = "FROM:<@relay.example,@b:\"j o\"@[IPv6:1::2:192.0.2.1]>"u8.ToArray();
        int[] registers = new int[automaton.RegisterCount];
        Assert.Equal(text.Length, Run());

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            Run();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        int Run() => GrammarMatcher.Match(Grammars.Tables(automaton, packed), text, registers);
    }

    [Fact]
    public void The_compiler_and_the_runtime_number_operations_alike()
    {
        Assert.Equal(
            [
                MatchOperation.End, MatchOperation.Set, MatchOperation.Zero, MatchOperation.Clear, MatchOperation.Copy,
                MatchOperation.Add, MatchOperation.Digit, MatchOperation.CheckLength, MatchOperation.CheckValue,
                MatchOperation.Require,
            ],
            Enum.GetValues<AutomatonOp>().Select(operation => (int)operation));
    }
}
