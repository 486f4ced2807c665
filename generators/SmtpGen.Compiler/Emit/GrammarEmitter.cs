using System.Globalization;
using SmtpGen.Language.Grammar;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the automata of arguments and parameter values as static data, equal ones once.</summary>
internal static class GrammarEmitter
{
    /// <summary>The file of a protocol's grammars.</summary>
    /// <param name="shape">The protocol.</param>
    /// <param name="other">The protocol that it extends; null where there is none in the same assembly. What both have is the other's.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="baseNs">The namespace of the other protocol.</param>
    public static string Emit(ProtocolShape shape, ProtocolShape? other, string ns, string baseNs)
    {
        var code = new CodeWriter(ns, baseNs).BeginNamespace();
        code.Summary($"The compiled grammars of {shape.Model.Name}.");
        code.OpenType($"internal static class {shape.Name}Grammar");
        foreach (var (name, automaton) in shape.Grammars.Named)
        {
            string first = shape.Grammars.FirstNameOf(automaton)!;
            code.Line();
            if (other?.Grammars.FirstNameOf(automaton) is { } inherited)
                Same(code, name, $"{code.Base}.{other.Name}Grammar.{inherited}");
            else if (first == name)
                Automaton(code, name, automaton);
            else
                Same(code, name, first);
        }

        code.Close();
        return code.ToString();
    }

    private static void Same(CodeWriter code, string name, string other) =>
        code.Line($"internal static global::SmtpGen.Runtime.Grammar.AutomatonTables {name} => {other};");

    private static void Automaton(CodeWriter code, string name, Automaton automaton)
    {
        var packed = PackedAutomaton.Of(automaton);
        // Inlined, each would need room of its own in the method that chooses among them.
        code.Open($"internal static global::SmtpGen.Runtime.Grammar.AutomatonTables {name}");
        code.Line("[global::System.Runtime.CompilerServices.MethodImplAttribute(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]");
        code.Line($"get => global::SmtpGen.Runtime.Grammar.AutomatonTables.FromCompiler({name}_Classes, {packed.Stride}, {name}_Rows, {name}_Moves, {name}_Operations, {automaton.RegisterCount});");
        code.Close();
        code.Span("private", "byte", name + "_Classes", Text(automaton.ClassOfByte));
        code.Span("private", "uint", name + "_Rows", packed.Rows.Select(Entry).ToList());
        code.Span("private", "uint", name + "_Moves", Text(packed.Moves));
        code.Span("private", "ushort", name + "_Operations", Text(automaton.Operations));
    }

    private static string Entry(uint entry) =>
        entry < PackedAutomaton.MoveFlag ? entry.ToString(CultureInfo.InvariantCulture) : $"0x{entry:X}";

    private static List<string> Text<T>(IEnumerable<T> values)
        where T : IFormattable => [.. values.Select(value => value.ToString(null, CultureInfo.InvariantCulture))];
}
