using System.Text;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests.Grammar;

public class ReferenceAgreementTests
{
    private static readonly byte[][] s_inputs = Grammars.AllInputs("ab1", maxLength: 5);

    [Fact]
    public void A_compiled_pattern_reads_every_short_input_as_its_rules_do()
    {
        int compiled = 0;
        int withCaptures = 0;
        for (int seed = 0; seed < 80; seed++)
        {
            var random = new RandomGrammar(new Random(seed));
            LinkedGrammar grammar = Grammars.Link(random.Rules());
            string text = random.Pattern(depth: 2);
            Bound[] bounds = random.Bounds();
            AutomatonResult result = Grammars.Compile(grammar, text, bounds);
            if (result.Automaton is null)
                continue;

            compiled++;
            withCaptures += result.Automaton.Captures.Count > 0 ? 1 : 0;
            GrammarNode pattern = Grammars.Pattern(text);
            foreach (byte[] input in s_inputs)
            {
                string[] expected = ReferenceMatcher.Readings(grammar, pattern, input, bounds).ToArray();
                string context = $"seed {seed}: {text} on \"{Encoding.ASCII.GetString(input)}\"";
                MatchOutcome outcome = result.Automaton.Match(input);
                string[] actual = outcome.IsWhole ? [ReferenceMatcher.Format(outcome.Captures)] : [];
                Assert.True(expected.SequenceEqual(actual), $"{context}: {string.Join('|', expected)} <> {string.Join('|', actual)}");
            }
        }

        Assert.InRange(compiled, 20, 80);
        Assert.InRange(withCaptures, 10, 80);
    }

    [Fact]
    public void The_input_an_ambiguity_is_reported_for_can_be_completed_so_that_it_has_two_readings()
    {
        int ambiguous = 0;
        for (int seed = 1000; seed < 1040; seed++)
        {
            var random = new RandomGrammar(new Random(seed));
            LinkedGrammar grammar = Grammars.Link(random.Rules());
            string text = random.Pattern(depth: 1);
            SpecDiagnostic? reported = Grammars.Compile(grammar, text).Diagnostics
                .FirstOrDefault(diagnostic => diagnostic.Rule == GrammarRules.AmbiguousCapture);
            if (reported is null)
                continue;

            ambiguous++;
            GrammarNode pattern = Grammars.Pattern(text);
            byte[] input = Encoding.ASCII.GetBytes(reported.Message.Split('"')[1]);
            Assert.True(
                s_inputs.Any(rest => ReferenceMatcher.Readings(grammar, pattern, [.. input, .. rest]).Count > 1),
                $"seed {seed}: {text}: {reported.Message}");
        }

        Assert.InRange(ambiguous, 5, 40);
    }

    [Theory]
    [InlineData("\"FROM:\" (sender: Reverse-path)", false)]
    [InlineData("\"TO:\" (recipient: \"<Postmaster>\" / Forward-path)", false)]
    [InlineData("\"TO:\" (recipient: \"<Postmaster>\" / Forward-path)", true)]
    [InlineData("(client: Domain / address-literal)", false)]
    public void Paths_and_near_misses_of_them_are_read_as_the_rules_of_RFC_5321_do(string text, bool utf8)
    {
        LinkedGrammar grammar = utf8 ? SmtpGrammar.Utf8 : SmtpGrammar.Ascii;
        Automaton automaton = SmtpGrammar.Compile(grammar, text);
        GrammarNode pattern = Grammars.Pattern(text);
        var random = new Random(5321);
        for (int i = 0; i < 300; i++)
        {
            byte[] input = AutomatonSampler.Sample(automaton, random, 40);
            if (i % 3 != 0)
                input = Mutate(input, random);

            var expected = ReferenceMatcher.Readings(grammar, pattern, input, SmtpGrammar.Bounds, SmtpGrammar.MailboxParts);
            MatchOutcome outcome = automaton.Match(input);
            string[] actual = outcome.IsWhole ? [ReferenceMatcher.Format(outcome.Captures)] : [];
            Assert.True(expected.SequenceEqual(actual), $"{Encoding.Latin1.GetString(input)}: {string.Join('|', expected)}");
        }
    }

    private static byte[] Mutate(byte[] input, Random random)
    {
        var octets = new List<byte>(input);
        int at = random.Next(octets.Count);
        byte any = octets[random.Next(octets.Count)];
        switch (random.Next(4))
        {
            case 0:
                octets.RemoveAt(at);
                break;
            case 1:
                octets.Insert(at, any);
                break;
            case 2:
                octets[at] = any;
                break;
            default:
                octets[at] = (byte)random.Next(256);
                break;
        }

        return octets.ToArray();
    }
}
