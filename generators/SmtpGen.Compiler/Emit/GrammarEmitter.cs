using SmtpGen.Language.Grammar;
using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the automata of arguments and parameter values as static data, equal ones once.</summary>
internal static class GrammarEmitter
{
    public static string Emit(ProtocolModel model, string ns)
    {
        string p = Names.Pascal(model.Name);
        var code = new CodeWriter(ns).BeginNamespace();
        code.Summary($"The compiled grammars of {model.Name}.");
        code.OpenType($"internal static class {p}Grammar");
        var emitted = new List<KeyValuePair<string, Automaton>>();
        foreach (var (name, automaton) in Automata(model))
        {
            string? same = emitted.Where(item => item.Value.Equals(automaton)).Select(item => item.Key).FirstOrDefault();
            if (same is not null)
            {
                code.Line();
                code.Line($"internal static global::SmtpGen.Runtime.Grammar.AutomatonTables {name} => {same};");
                continue;
            }

            emitted.Add(new(name, automaton));
            Automaton(code, name, automaton);
        }

        code.Close();
        return code.ToString();
    }

    /// <summary>Name of the automaton over a parameter's value.</summary>
    public static string ParameterName(CommandModel command, ParameterModel parameter) =>
        Names.Pascal(command.Verb) + Names.Extension(parameter.Keyword) + Form(command, parameter);

    // The second form of a parameter has a number.
    private static string Form(CommandModel command, ParameterModel parameter)
    {
        int earlier = command.Parameters.TakeWhile(p => !ReferenceEquals(p, parameter)).Count(p => p.Keyword == parameter.Keyword);
        return earlier == 0 ? "" : (earlier + 1).ToString();
    }

    private static IEnumerable<(string Name, Automaton Automaton)> Automata(ProtocolModel model)
    {
        foreach (var command in model.Commands)
        {
            if (command.Arguments is not null)
                yield return (Names.Pascal(command.Verb), command.Arguments);
            foreach (var parameter in command.Parameters)
            {
                if (parameter.Value is not null)
                    yield return (ParameterName(command, parameter), parameter.Value);
            }

            foreach (var line in command.Rules.SelectMany(rule => rule.Outcomes).Select(outcome => outcome.Then).OfType<ReadLineModel>())
                yield return (Names.Pascal(command.Verb) + Names.Pascal(line.Capture), line.Line);
        }
    }

    private static void Automaton(CodeWriter code, string name, Automaton automaton)
    {
        code.Line();
        code.Line($"internal static global::SmtpGen.Runtime.Grammar.AutomatonTables {name} => new(");
        code.Line($"    {name}Classes, {automaton.ClassCount}, {name}Next, {name}Actions, {name}Accepts, {name}Operations, {automaton.RegisterCount});");
        code.Span("private", "byte", name + "Classes", automaton.ClassOfByte.Select(value => value.ToString()).ToList());
        code.Span("private", "ushort", name + "Next", Text(automaton.Next));
        code.Span("private", "ushort", name + "Actions", Text(automaton.Actions));
        code.Span("private", "ushort", name + "Accepts", Text(automaton.AcceptActions));
        code.Span("private", "ushort", name + "Operations", Text(automaton.Operations));
    }

    private static List<string> Text(IEnumerable<ushort> values) => values.Select(value => value.ToString()).ToList();
}
