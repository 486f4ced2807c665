using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the table that a client walks through.</summary>
internal static class ClientTableEmitter
{
    private const int None = ushort.MaxValue;

    public static string Emit(ClientShape shape, string ns)
    {
        var model = shape.Model;
        var graph = shape.Graph;
        string p = shape.Name;
        var code = new CodeWriter(ns).BeginNamespace();
        code.Summary($"The client's side of {model.Name}.");
        code.OpenType($"internal sealed class {p}ClientTable : global::SmtpGen.Runtime.Client.ClientTable");
        code.Line($"public static {p}ClientTable Instance {{ get; }} = new();");
        Constant(code, "string Protocol", CodeWriter.Literal(model.Name));
        if (NeedsServer(model))
            Constant(code, "global::SmtpGen.Runtime.ServerTable Server", $"{p}ServerTable.Instance");
        if (model.Prefix is { } prefix)
            Prefix(code, prefix, ClientShape.Tag(prefix)!);
        Constant(code, "int Start", graph.Start.ToString());
        Constant(code, "int ActionCount", graph.Actions.Count.ToString());
        Constant(code, "global::System.TimeSpan ReplyWait", Seconds(model.Waits.Command));
        Constant(code, "global::System.TimeSpan BlockWait", Seconds(model.Waits.DataBlock));
        Constant(code, "global::System.TimeSpan BodyWait", Seconds(model.Waits.DataEnd));
        code.Span("public override", "ushort", "Fallbacks", [.. Fallbacks(model).Select(number => number.ToString())], isStatic: false);

        var actions = Enumerable.Range(0, graph.Actions.Count).ToList();
        var edges = graph.Edges.ToLookup(edge => edge.Action, Numbers);
        Switch(code, "global::System.ReadOnlySpan<ushort> EdgesOf(int action)", actions, i => $"[{string.Join(",  ", edges[i])}]", "[]");
        Switch(code, "global::System.ReadOnlySpan<ushort> Declared(int action)", actions, i => $"[{string.Join(", ", shape.Declared(graph.Actions[i]))}]", "[]");
        if (model.Commands.Any(command => command.Sends.Count > 0))
        {
            Switch(code, "global::System.ReadOnlySpan<ushort> SentBefore(int action)", actions.Where(i => Sent(model, graph.Actions[i]).Count > 0),
                i => $"[{string.Join(", ", Sent(model, graph.Actions[i]))}]", "[]");
        }

        if (model.Unsolicited.Count > 0)
        {
            Switch(code, "int ProtocolState(int state)", Enumerable.Range(model.States.Count, graph.States.Count - model.States.Count),
                i => graph.States[i].Protocol.ToString(), "state");
        }

        Switch(code, "string StateName(int state)", Enumerable.Range(0, graph.States.Count), i => CodeWriter.Literal(TableText.Name(graph.States[i])), "\"\"");
        Switch(code, "bool IsFinal(int state)", States(graph, ClientStateKind.Final), _ => "true", "false");
        Switch(code, "string ActionName(int action)", actions, i => CodeWriter.Literal(graph.Actions[i].Name), "\"\"");
        Switch(code, "int BodyAction(int state)", States(graph, ClientStateKind.Body),
            i => graph.Edges.First(edge => edge.From == i).Action.ToString(), "-1");
        Switch(code, "bool IsSync(int action)", actions.Where(i => IsSync(model, graph.Actions[i])), _ => "true", "false");
        Switch(code, "int RepliesPer(int action)", actions.Where(i => shape.RepliesPer(graph.Actions[i]) is not null),
            i => IndexOf(model, shape.RepliesPer(graph.Actions[i])!).ToString(), "-1");
        Switch(code, "bool KeepsCount(int action, int state)", Counted(shape), i => $"state is {Keeping(model, graph, i)}", "false");
        Switch(code, "int MaxLine(int action)", actions.Where(i => LineMax(shape, graph.Actions[i]) != model.Lines.Max),
            i => LineMax(shape, graph.Actions[i]).ToString(), model.Lines.Max.ToString());
        Switch(code, "int MaxReplyLine(int action)", actions.Where(i => Longest(shape, i) > model.Lines.Reply),
            i => Longest(shape, i).ToString(), model.Lines.Reply.ToString());
        Replies(code, model, p);
        code.Close();
        return code.ToString();
    }

    private static void Replies(CodeWriter code, ProtocolModel model, string p)
    {
        code.Line();
        code.Line($"public override int Code(int reply) => {p}Replies.Code(({p}Reply)reply);");
        code.Line();
        code.Line($"public override string EnhancedCode(int reply) => {p}Replies.EnhancedCode(({p}Reply)reply);");
        Switch(code, "string ReplyName(int reply)", Enumerable.Range(0, model.Replies.Count), i => CodeWriter.Literal(model.Replies[i].Name), "\"\"");
        var valued = Enumerable.Range(0, model.Replies.Count).Where(i => model.Replies[i].Parameters.Count > 0);
        if (model.Replies.Any(reply => reply.Parameters.Count > 0))
            Switch(code, "string ValueNames(int reply)", valued, i => CodeWriter.Literal(string.Join(" ", model.Replies[i].Parameters.Select(parameter => parameter.Name))), "\"\"");
        var lists = Enumerable.Range(0, model.Replies.Count).Where(i => ExtensionLine(model.Replies[i]) >= 0);
        Switch(code, "int LinesBeforeExtensions(int reply)", lists, i => ExtensionLine(model.Replies[i]).ToString(), "0");
        code.Line();
        code.Line($"public override string Meaning(int reply, string locale) => {p}Replies.Meaning(({p}Reply)reply, locale);");
        code.Line();
        code.Line($"public override string Fix(int reply, string locale) => {p}Replies.Fix(({p}Reply)reply, locale);");
    }

    // Whether a client has to know more of replies than their codes, or how octets are counted.
    private static bool NeedsServer(ProtocolModel model) => model.Statuses is not null || model.Prefix is not null || model.Literals is not null
        || model.Arrays is not null || model.Unsolicited.Count > 0 || model.Commands.Any(command => command.Data is not null)
        || model.Replies.Any(reply => reply.Parameters.Count > 0 || reply.Code < 200);

    private static void Prefix(CodeWriter code, PrefixModel prefix, string tag)
    {
        if (tag.Length > 0)
            Constant(code, "int TagCapture", prefix.Captures.TakeWhile(capture => capture != tag).Count().ToString());
        var parts = prefix.Writing.Parts.Where(part => part.Kind != WritingPartKind.WhenGiven)
            .Select(part => part.Kind == WritingPartKind.Literal ? CodeWriter.Literal(part.Text) : "tag").ToList();
        code.Line();
        code.Line($"public override string Prefix(string tag) => {(parts.Count == 0 ? "\"\"" : string.Join(" + ", parts))};");
    }

    private static List<int> Sent(ProtocolModel model, ClientAction action) =>
        action.Kind is ClientActionKind.Command or ClientActionKind.Line or ClientActionKind.Cancel ? [.. model.Commands[action.Subject].Sends] : [];

    private static void Constant(CodeWriter code, string member, string value)
    {
        code.Line();
        code.Line($"public override {member} => {value};");
    }

    private static void Switch(CodeWriter code, string method, IEnumerable<int> cases, Func<int, string> value, string otherwise)
    {
        string on = method.Substring(method.IndexOf('(') + 1).Split(' ', ',', ')')[1];
        var arms = cases.Select(i => (Case: i, Value: value(i))).ToList();
        code.Line();
        if (arms.Count == 0)
        {
            code.Line($"public override {method} => {otherwise};");
            return;
        }

        code.Line($"public override {method} => {on} switch");
        code.Open("");
        foreach (var same in arms.GroupBy(arm => arm.Value))
            code.Line($"{string.Join(" or ", same.Select(arm => arm.Case))} => {same.Key},");
        code.Line($"_ => {otherwise},");
        code.Close(";");
    }

    private static string Numbers(ClientEdge edge) =>
        $"{edge.From}, {(edge.Reply < 0 ? None : edge.Reply)}, {edge.To}, {(int)edge.Chunk}, {(int)edge.Effect}";

    private static IEnumerable<int> Fallbacks(ProtocolModel model) => model.Otherwise
        .Select(row => (row.Reply, row.Target))
        .Concat(model.Tallies.Select(tally => (tally.Reply, tally.Target)))
        .Where(row => row.Reply >= 0)
        .Select(row => (row.Reply, Target: row.Target < 0 ? None : row.Target))
        .Distinct()
        .SelectMany(row => new[] { row.Reply, row.Target });

    private static IEnumerable<int> States(ClientGraph graph, ClientStateKind kind) =>
        Enumerable.Range(0, graph.States.Count).Where(i => graph.States[i].Kind == kind);

    private static bool IsSync(ProtocolModel model, ClientAction action) =>
        action.Kind != ClientActionKind.Command || model.Commands[action.Subject].Sync;

    private static IEnumerable<int> Counted(ClientShape shape) =>
        shape.Graph.Actions.Select(shape.RepliesPer).OfType<CommandModel>().Distinct().Select(command => IndexOf(shape.Model, command));

    private static int IndexOf(ProtocolModel model, CommandModel command) =>
        model.Commands.TakeWhile(candidate => !ReferenceEquals(candidate, command)).Count();

    // The states of the group in which the command's successes are counted, and those in which a client waits there.
    private static string Keeping(ProtocolModel model, ClientGraph graph, int command)
    {
        var group = model.Groups[model.Commands[command].Quota!.Group].Members;
        return string.Join(" or ", Enumerable.Range(0, graph.States.Count).Where(i => group.Contains(graph.States[i].Protocol)));
    }

    private static int LineMax(ClientShape shape, ClientAction action) => action.Kind switch
    {
        ClientActionKind.Line => shape.Line(action).Max,
        ClientActionKind.Command when shape.Model.Commands[action.Subject].LineMax > 0 => shape.Model.Commands[action.Subject].LineMax,
        _ => shape.Model.Lines.Max,
    };

    // A reply that is never folded carries what a line of the exchange may hold.
    private static int Longest(ClientShape shape, int action)
    {
        bool hasWhole = shape.Declared(shape.Graph.Actions[action]).Any(reply => shape.Model.Replies[reply].IsWhole);
        return hasWhole && shape.Graph.Actions[action].Kind is ClientActionKind.Command or ClientActionKind.Line
            ? Math.Max(shape.Model.Lines.Reply, Exchange(shape, action))
            : shape.Model.Lines.Reply;
    }

    private static int Exchange(ClientShape shape, int action) =>
        shape.Model.Commands[shape.Graph.Actions[action].Subject].Lines.Select(line => line.Max).DefaultIfEmpty(0).Max();

    private static int ExtensionLine(ReplyModel reply)
    {
        for (int i = 0; i < reply.Lines.Count; i++)
        {
            if (reply.Lines[i].Any(part => part.Kind == TextPartKind.Extensions))
                return i;
        }

        return -1;
    }

    private static string Seconds(int seconds) => $"global::System.TimeSpan.FromSeconds({seconds})";
}
