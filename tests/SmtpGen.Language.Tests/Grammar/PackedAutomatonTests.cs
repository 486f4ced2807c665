using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;
using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Language.Tests.Grammar;

/// <summary>Rows that lie in each other's gaps say what the automaton says, and take less room.</summary>
public sealed class PackedAutomatonTests
{
    [Fact]
    public void Rows_lie_in_the_gaps_of_others()
    {
        Automaton automaton = SmtpGrammar.MailFrom;

        Assert.True(PackedAutomaton.Of(automaton).Rows.Count * 3 < automaton.Next.Count);
    }

    [Fact]
    public void An_automaton_is_packed_once() => Assert.Same(PackedAutomaton.Of(SmtpGrammar.MailFrom), PackedAutomaton.Of(SmtpGrammar.MailFrom));

    // The row of the last state begins where the mark of its class 0 could be the mark of another's end, 256 entries further on.
    [Fact]
    public void As_many_classes_as_there_are_octets_are_told_apart()
    {
        const int Octets = 256;
        const int States = 40;
        var random = new Random(1);
        var next = new ushort[States * Octets];
        for (int i = Octets; i < next.Length; i++)
            next[i] = random.Next(20) == 0 ? (ushort)random.Next(1, States) : (ushort)0;
        var accept = Enumerable.Range(0, States).Select(state => (ushort)(state > 0 ? random.Next(2) : 0));
        var automaton = new Automaton(
            Enumerable.Range(0, Octets).Select(octet => (byte)octet).ToEquatableArray(), Octets, next.ToEquatableArray(), new ushort[next.Length].ToEquatableArray(),
            accept.ToEquatableArray(), [0, 0], 0, []);

        for (int i = 0; i < 20_000; i++)
        {
            byte[] text = Walk(automaton, random);
            Assert.Equal(Expected(automaton, text), GrammarMatcher.Match(automaton.Tables(), text, []));
        }
    }

    // Mostly octets that lead on.
    private static byte[] Walk(Automaton automaton, Random random)
    {
        var text = new List<byte>();
        for (int state = Automaton.StartState; text.Count < 12 && state != Automaton.DeadState; state = automaton.Next[(state * automaton.ClassCount) + text[^1]])
        {
            var leading = Enumerable.Range(0, automaton.ClassCount).Where(octet => automaton.Next[(state * automaton.ClassCount) + octet] != 0).ToArray();
            text.Add(leading.Length > 0 && random.Next(5) > 0 ? (byte)leading[random.Next(leading.Length)] : (byte)random.Next(256));
        }

        return [.. text];
    }

    private static int Expected(Automaton automaton, byte[] text)
    {
        int state = Automaton.StartState;
        int position = 0;
        while (position < text.Length && automaton.Next[(state * automaton.ClassCount) + text[position]] is > 0 and var next)
        {
            state = next;
            position++;
        }

        return automaton.AcceptActions[state] != 0 ? position : ~position;
    }
}
