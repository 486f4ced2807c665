using System.Text;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;
using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Language.Tests.Grammar;

/// <summary>Short ways to compile and run patterns in tests.</summary>
internal static class Grammars
{
    public static LinkedGrammar Link(params string[] files) =>
        LinkedGrammar.Link(files.Select((text, i) => AbnfParser.ParseFile(new SourceText($"{i}.abnf", text))));

    public static GrammarNode Pattern(string text)
    {
        var diagnostics = new List<SpecDiagnostic>();
        int offset = 0;
        GrammarNode? pattern = PatternParser.Parse(new SourceText("pattern", text), ref offset, diagnostics);
        Assert.Empty(diagnostics);
        Assert.Equal(text.Length, offset);
        return Assert.IsAssignableFrom<GrammarNode>(pattern);
    }

    public static AutomatonResult Compile(LinkedGrammar grammar, string pattern, params Bound[] bounds) =>
        AutomatonCompiler.Compile(grammar, Pattern(pattern), new SourceText("pattern", pattern), bounds);

    public static Automaton CompileClean(LinkedGrammar grammar, string pattern, params Bound[] bounds)
    {
        AutomatonResult result = Compile(grammar, pattern, bounds);
        Assert.Empty(result.Diagnostics);
        return result.Automaton!;
    }

    /// <summary>Every input of these letters up to a length.</summary>
    public static byte[][] AllInputs(string alphabet, int maxLength)
    {
        var inputs = new List<byte[]> { Array.Empty<byte>() };
        for (int i = 0, previous = 0; i < maxLength; i++)
        {
            int end = inputs.Count;
            for (; previous < end; previous++)
            {
                foreach (char letter in alphabet)
                    inputs.Add([.. inputs[previous], (byte)letter]);
            }
        }

        return inputs.ToArray();
    }

    /// <summary>Runs the automaton with the runtime's matcher; captures that took no part are left out.</summary>
    public static MatchOutcome Match(this Automaton automaton, byte[] input, ulong options = 0)
    {
        int[] registers = new int[automaton.RegisterCount];
        int result = GrammarMatcher.Match(automaton.Tables(), input, registers, options);
        var captures = new SortedDictionary<string, (int Start, int End)>(StringComparer.Ordinal);
        foreach (AutomatonCapture capture in automaton.Captures)
        {
            if (result >= 0 && registers[capture.EndRegister] >= 0)
                captures.Add(capture.Name, (registers[capture.StartRegister], registers[capture.EndRegister]));
        }

        return new MatchOutcome(result, captures, input);
    }

    public static AutomatonTables Tables(this Automaton automaton) => Tables(automaton, PackedAutomaton.Of(automaton));

    public static AutomatonTables Tables(Automaton automaton, PackedAutomaton packed) => AutomatonTables.FromCompiler(
        automaton.ClassOfByte.AsSpan(), packed.Stride, packed.Rows.AsSpan(), packed.Moves.AsSpan(), automaton.Operations.AsSpan(), automaton.RegisterCount);

    public static MatchOutcome Match(this Automaton automaton, string input) =>
        automaton.Match(Encoding.UTF8.GetBytes(input));

    public static bool Accepts(this Automaton automaton, string input) => automaton.Match(input).IsWhole;
}

/// <summary>What a match gave.</summary>
internal sealed record MatchOutcome(int Result, SortedDictionary<string, (int Start, int End)> Captures, byte[] Input)
{
    public bool IsWhole => Result == Input.Length;

    public string? this[string capture] => Captures.TryGetValue(capture, out var place)
        ? Encoding.UTF8.GetString(Input, place.Start, place.End - place.Start)
        : null;
}
