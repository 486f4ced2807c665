using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the transition table for people and tools.</summary>
internal static class TableEmitter
{
    public static string Emit(ProtocolShape shape, string ns)
    {
        var model = shape.Model;
        string p = shape.Name;
        var edges = Edges(model).ToList();
        var code = new CodeWriter(ns);
        code.Line($"[assembly: global::SmtpGen.Runtime.ProtocolModelAttribute({CodeWriter.Literal(model.Name)}, {CodeWriter.Literal(TableText.Of(shape.Client))})]");
        code.Line();
        code.BeginNamespace();
        code.Summary("A reply to a command, and where it leads.");
        code.Line("/// <param name=\"From\">The state in which the command came.</param>");
        code.Line("/// <param name=\"Command\">The command.</param>");
        code.Line("/// <param name=\"Reply\">The reply, or one of the replies after the command's body.</param>");
        code.Line("/// <param name=\"To\">The next state.</param>");
        code.Line(CodeWriter.Generated);
        code.Line($"public readonly record struct {p}Transition({p}State From, {p}Command Command, {p}Reply Reply, {p}State To);");

        code.Summary($"Which command may come when in {model.Name}, and where its replies lead.");
        code.OpenType($"public static class {p}Table");
        code.Line("/// <summary>Whether a state has a positive answer to a command.</summary>");
        code.Line($"public static bool Allows({p}State state, {p}Command command) => Accepted[((int)state * {model.Commands.Count}) + (int)command] != 0;");
        code.Line($$"""

            /// <summary>All replies to all commands in all states that allow them.</summary>
            public static global::System.Collections.Generic.IEnumerable<{{p}}Transition> Transitions
            {
                get
                {
                    for (int i = 0; i < Edges.Length; i += 4)
                        yield return new(({{p}}State)Edges[i], ({{p}}Command)Edges[i + 1], ({{p}}Reply)Edges[i + 2], ({{p}}State)Edges[i + 3]);
                }
            }
            """);
        Switch(code, shape, "string", "The verb, in upper case.", "Verb", command => CodeWriter.Literal(command.Verb), "\"\"");
        Switch(code, shape, "string", "How to write the command.", "Syntax", command => CodeWriter.Literal(command.Syntax), "\"\"");
        Switch(code, shape, "bool", "Whether the command must be the last of a pipelined group (RFC 2920 section 3.1).", "IsSync",
            command => command.Sync ? "true" : "false", "false");
        Keywords(code, shape);
        bool isWide = Math.Max(Math.Max(model.States.Count, model.Commands.Count), model.Replies.Count) > 256;
        code.Span("private", isWide ? "ushort" : "byte", "Edges", edges.SelectMany(edge => new[] { edge.From, edge.Command, edge.Reply, edge.To }).Select(value => value.ToString()).ToList());
        code.Span("private", "byte", "Accepted", Accepted(model));
        code.Close();
        return code.ToString();
    }

    private static List<string> Accepted(ProtocolModel model) =>
    [
        .. from state in Enumerable.Range(0, model.States.Count)
           from command in model.Commands
           select Routes.Accepts(model, command, state) ? "1" : "0",
    ];

    private static void Switch(
        CodeWriter code, ProtocolShape shape, string type, string doc, string method, Func<CommandModel, string> value, string otherwise)
    {
        code.Summary(doc);
        code.Line($"public static {type} {method}({shape.Name}Command command) => command switch");
        code.Open("");
        foreach (var command in shape.Model.Commands)
        {
            if (value(command) != otherwise)
                code.Line($"{shape.Name}Command.{Names.Pascal(command.Verb)} => {value(command)},");
        }

        code.Line($"_ => {otherwise},");
        code.Close(";");
    }

    private static void Keywords(CodeWriter code, ProtocolShape shape)
    {
        code.Summary("The keyword of one extension, as the server lists it.");
        code.Line($"public static string Keyword({shape.Name}Extensions extension) => extension switch");
        code.Open("");
        foreach (var extension in shape.Model.Extensions)
            code.Line($"{shape.Name}Extensions.{Names.Extension(extension.Keyword)} => {CodeWriter.Literal(extension.Keyword)},");
        code.Line("_ => \"\",");
        code.Close(";");
    }

    private static IEnumerable<(int From, int Command, int Reply, int To)> Edges(ProtocolModel model)
    {
        for (int state = 0; state < model.States.Count; state++)
        {
            for (int command = 0; command < model.Commands.Count; command++)
            {
                int cell = model.Commands[command].Cells[state];
                if (cell < 0)
                    continue;
                foreach (var outcome in model.Commands[command].Rules[cell].Answers(model).Where(outcome => outcome.Reply >= 0).Distinct())
                    yield return (state, command, outcome.Reply, outcome.Target < 0 ? state : outcome.Target);
            }
        }
    }
}
