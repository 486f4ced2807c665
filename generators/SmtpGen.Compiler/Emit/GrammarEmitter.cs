using System.Globalization;
using SmtpGen.Language.Grammar;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the automata of arguments and parameter values as static data, equal ones once in an assembly.</summary>
internal sealed class GrammarEmitter
{
    private readonly CodeWriter _code;

    // The names of the tables that were written.
    private readonly Dictionary<string, string> _tables = new(StringComparer.Ordinal);

    private GrammarEmitter(string ns) => _code = new CodeWriter(ns).BeginNamespace();

    /// <summary>The file of a protocol's grammars.</summary>
    /// <param name="name">Name of the protocol in C#.</param>
    /// <param name="grammars">Its grammars.</param>
    /// <param name="shared">Those of them that another protocol has, too.</param>
    /// <param name="ns">Namespace of the protocol.</param>
    /// <param name="rootNamespace">Namespace that the namespaces of protocols lie in; empty for none.</param>
    public static string Emit(string name, GrammarList grammars, IReadOnlyList<SharedGrammar> shared, string ns, string rootNamespace)
    {
        var homes = shared.ToDictionary(other => other.Automaton, other =>
            $"global::{ProtocolEmitter.Namespace(other.Protocol, rootNamespace)}.{Names.Pascal(other.Protocol)}Grammar.{other.Name}");
        var emitter = new GrammarEmitter(ns);
        emitter._code.Summary($"The compiled grammars of {name}.");
        emitter._code.OpenType($"internal static class {name}Grammar");
        foreach (var (own, automaton) in grammars.Named)
        {
            emitter._code.Line();
            string first = grammars.FirstNameOf(automaton);
            if (homes.TryGetValue(automaton, out string? home))
                emitter.Same(own, home);
            else if (first == own)
                emitter.Automaton(own, automaton);
            else
                emitter.Same(own, first);
        }

        emitter._code.Close();
        return emitter._code.ToString();
    }

    private void Same(string name, string other) =>
        _code.Line($"internal static global::SmtpGen.Runtime.Grammar.AutomatonTables {name} => {other};");

    private void Automaton(string name, PackedAutomaton automaton)
    {
        var classes = Table("byte", name + "_Classes", automaton.ClassOfByte, Decimal);
        var rows = Table("uint", name + "_Rows", automaton.Rows, Entry);
        var moves = Table("uint", name + "_Moves", automaton.Moves, Decimal);
        var operations = Table("ushort", name + "_Operations", automaton.Operations, Decimal);
        // Inlined, each would need room of its own in the method that chooses among them.
        _code.Open($"internal static global::SmtpGen.Runtime.Grammar.AutomatonTables {name}");
        _code.Line("[global::System.Runtime.CompilerServices.MethodImplAttribute(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]");
        _code.Line($"get => global::SmtpGen.Runtime.Grammar.AutomatonTables.FromCompiler({classes.Name}, {automaton.Stride}, {rows.Name}, {moves.Name}, {operations.Name}, {automaton.RegisterCount});");
        _code.Close();
        foreach (var table in new[] { classes, rows, moves, operations })
            table.Write?.Invoke();
    }

    // The name of a table, and how to write it unless one that is the same was written.
    private (string Name, Action? Write) Table<T>(string type, string name, IReadOnlyList<T> values, Func<T, string> text)
    {
        string[] texts = [.. values.Select(text)];
        string key = type + string.Join(",", texts);
        if (_tables.TryGetValue(key, out string? written))
            return (written, null);
        _tables.Add(key, name);
        return (name, () => _code.Span("private", type, name, texts));
    }

    private static string Entry(uint entry) => "0x" + entry.ToString("X", CultureInfo.InvariantCulture);

    private static string Decimal<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
