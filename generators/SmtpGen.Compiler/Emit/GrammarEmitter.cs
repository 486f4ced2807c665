using SmtpGen.Language.Grammar;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the automata of arguments and parameter values as static data, equal ones once.</summary>
internal static class GrammarEmitter
{
    public static string Emit(ProtocolShape shape, string ns)
    {
        var code = new CodeWriter(ns).BeginNamespace();
        code.Summary($"The compiled grammars of {shape.Model.Name}.");
        code.OpenType($"internal static class {shape.Name}Grammar");
        foreach (var (name, automaton) in shape.Grammars.Named)
        {
            string first = shape.Grammars.FirstNameOf(automaton);
            code.Line();
            if (first == name)
                Automaton(code, name, automaton);
            else
                code.Line($"internal static global::SmtpGen.Runtime.Grammar.AutomatonTables {name} => {first};");
        }

        code.Close();
        return code.ToString();
    }

    private static void Automaton(CodeWriter code, string name, Automaton automaton)
    {
        // Inlined, each would need room of its own in the method that chooses among them.
        code.Open($"internal static global::SmtpGen.Runtime.Grammar.AutomatonTables {name}");
        code.Line("[global::System.Runtime.CompilerServices.MethodImplAttribute(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]");
        code.Line($"get => new({name}Classes, {automaton.ClassCount}, {name}Next, {name}Actions, {name}Accepts, {name}Operations, {automaton.RegisterCount});");
        code.Close();
        code.Span("private", "byte", name + "Classes", automaton.ClassOfByte.Select(value => value.ToString()).ToList());
        code.Span("private", "ushort", name + "Next", Text(automaton.Next));
        code.Span("private", "ushort", name + "Actions", Text(automaton.Actions));
        code.Span("private", "ushort", name + "Accepts", Text(automaton.AcceptActions));
        code.Span("private", "ushort", name + "Operations", Text(automaton.Operations));
    }

    private static List<string> Text(IEnumerable<ushort> values) => values.Select(value => value.ToString()).ToList();
}
