using System.Text;
using SmtpGen.Language.Grammar;
using SmtpGen.Language.Text;
using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Fuzz.Targets;

/// <summary>
/// Grammars and what they match. Whatever stands in a grammar it can be read; a pattern over it that is compiled accepts what its rules
/// match, octet for octet, and says within the text where that failed.
/// </summary>
/// <remarks>An input is a line with a pattern, lines with rules, a line <c>%%</c>, and the octets to match.</remarks>
internal sealed class GrammarTarget : FuzzTarget
{
    // A plain walk of the rules takes its time for each octet and each expression.
    private const int MostOctets = 64;
    private const int MostStates = 512;

    public override string Name => "grammar";

    public override int Mutations => 3_000;

    public override void Run(byte[] input)
    {
        string[] parts = Encoding.Latin1.GetString(input).Split("\n%%\n", 2);
        string[] lines = parts[0].Split('\n', 2);
        byte[] text = Encoding.Latin1.GetBytes(parts.Length > 1 ? parts[1] : "");
        var rules = AbnfParser.ParseFile(new SourceText("/spec/rules.abnf", lines.Length > 1 ? lines[1] : ""));
        IsInside(rules.Diagnostics);
        var grammar = LinkedGrammar.Link([rules]);
        IsInside(grammar.Diagnostics);

        var source = new SourceText("/spec/pattern", lines[0]);
        var diagnostics = new List<SpecDiagnostic>();
        int offset = 0;
        var pattern = PatternParser.Parse(source, ref offset, diagnostics);
        Assert.InRange(offset, 0, source.Text.Length);
        IsInside(diagnostics);
        if (pattern is null || diagnostics.Count > 0)
            return;
        var compiled = AutomatonCompiler.Compile(grammar, pattern, source, [], null, MostStates);
        IsInside(compiled.Diagnostics);
        if (compiled.Automaton is { } automaton && text.Length <= MostOctets)
            MatchesAsItsRulesDo(automaton, new PlainMatcher(grammar, text).Matches(pattern), text);
    }

    private static void MatchesAsItsRulesDo(Automaton automaton, bool expected, byte[] text)
    {
        var packed = PackedAutomaton.Of(automaton);
        var tables = AutomatonTables.FromCompiler(
            automaton.ClassOfByte.AsSpan(), packed.Stride, packed.Rows.AsSpan(), packed.Moves.AsSpan(), automaton.Operations.AsSpan(), automaton.RegisterCount);
        int[] registers = new int[automaton.RegisterCount];
        int matched = GrammarMatcher.Match(tables, text, registers);

        Assert.InRange(matched < 0 ? ~matched : matched, 0, text.Length);
        Assert.True(expected == (matched == text.Length), $"The rules {(expected ? "match" : "do not match")}, and the automaton says {matched}.");
        foreach (var capture in automaton.Captures.Where(capture => matched >= 0 && registers[capture.EndRegister] >= 0))
            Assert.InRange(registers[capture.StartRegister], 0, registers[capture.EndRegister]);
    }

    private static void IsInside(IEnumerable<SpecDiagnostic> diagnostics) => Assert.All(
        diagnostics, finding => Assert.True(finding.Span is { Start: >= 0, Length: >= 0 } span && span.End <= finding.Source.Text.Length, $"{finding.Rule.Id} at {finding.Span}"));
}
