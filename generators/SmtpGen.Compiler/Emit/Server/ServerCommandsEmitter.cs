using SmtpGen.Language.Model;
using static SmtpGen.Compiler.Emit.ServerTableEmitter;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits a row for each command.</summary>
internal static class ServerCommandsEmitter
{
    public static string Emit(ProtocolShape shape, string ns)
    {
        var code = new CodeWriter(ns).BeginNamespace();
        code.Line();
        code.Open($"internal static partial class {shape.Name}ServerTable");
        code.Line($"private static {Rows}ServerCommand[] Commands() =>");
        code.Line("[");
        code.Indent();
        for (int i = 0; i < shape.Model.Commands.Count; i++)
            Command(code, shape, i);
        CloseRows(code);
        code.Close();
        return code.ToString();
    }

    private static void Command(CodeWriter code, ProtocolShape shape, int index)
    {
        var model = shape.Model;
        var command = model.Commands[index];
        if (command.Doc.Length > 0)
            code.Line("// " + command.Doc.Replace("\r", "").Replace('\n', ' '));
        code.Line($"new({CodeWriter.Literal(command.Verb)})");
        code.Open("");
        var properties = new List<string>
        {
            Text("Cites", command.Cites),
            Text("Syntax", command.Syntax),
            Number("Extension", command.Extension),
            Flag("Upgrades", command.Upgrades),
            Flag("KeepsSpaces", command.KeepsSpaces),
            Number("LineMax", command.LineMax == 0 ? -1 : command.LineMax),
            Flag("IsListed", shape.Shows(TextPartKind.Commands) && Enumerable.Range(0, model.States.Count).Any(state => Routes.Accepts(model, command, state))),
            List("Policies", command.Policies.Select(need => Need(shape, need))),
            List("Needs", command.Needs.Select(need => Need(shape, need))),
            command.Arguments is null ? "" : $"Grammar = {shape.Grammars.NumberOf(command.Arguments)}",
            Flag("TakesParameters", command.TakesParameters),
            Number("Registers", ArgumentList.RegisterCount(command) is > 0 and var count ? count : -1),
            command.TakesParameters ? $"FirstParameterRegister = {ArgumentList.ParameterRegister(command, 0)}" : "",
            command.BadArguments is null ? "" : $"BadArguments = {shape.OutcomeNumber(shape.BadArguments(index))}",
            command.NonAscii is { } nonAscii ? $"NonAscii = new({shape.Flags(nonAscii.Needs)}, 0, {shape.ReplyNumber(nonAscii.Reply)})" : "",
            command.Quota is { } quota ? $"Quota = new({quota.Limit}, {shape.ReplyNumber(quota.Reply)})" : "",
            command.Chunk is { } chunk ? Chunk(command, chunk) : "",
            command.Data is { } data ? Data(shape, command, index, data) : "",
            List("Sends", command.Sends.Select(shape.ReplyNumber)),
            Flag("KeepsLine", command.Decision is not null || RepeatsCaptures(model, command)),
        };
        foreach (string property in properties.Where(property => property.Length > 0))
            code.Line(property + ",");
        Rules(code, shape, command);
        Block(code, "Captures", Captures(shape, command));
        Block(code, "Parameters", Enumerable.Range(0, command.Parameters.Count).Select(i => Parameter(shape, command, i)));
        code.Close(",");
    }

    private static void Rules(CodeWriter code, ProtocolShape shape, CommandModel command)
    {
        var rules = command.Cells.Select((rule, state) => (Rule: rule, State: state)).Where(cell => cell.Rule >= 0).GroupBy(cell => cell.Rule)
            .Select(cells => $"new({shape.OutcomeNumber(shape.FirstOutcome(command.Rules[cells.Key]))}, [{string.Join(", ", cells.Select(cell => shape.StateNumber(cell.State)))}])");
        var opened = command.Opened.GroupBy(state => (state.Rule, state.Option)).Select(states =>
            $"new({shape.OutcomeNumber(shape.FirstOutcome(command.Rules[states.Key.Rule]))}, [{string.Join(", ", states.Select(state => shape.StateNumber(state.State)))}]) {{ Option = {states.Key.Option} }}");
        code.Line("Rules =");
        code.Line("[");
        code.Indent();
        foreach (string rule in rules.Concat(opened))
            code.Line(rule + ",");
        code.Outdent();
        code.Line("],");
    }

    private static void Block(CodeWriter code, string name, IEnumerable<string> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
            return;
        code.Line($"{name} =");
        code.Line("[");
        code.Indent();
        foreach (string row in all)
            code.Line(row + ",");
        code.Outdent();
        code.Line("],");
    }

    private static IEnumerable<string> Captures(ProtocolShape shape, CommandModel command)
    {
        foreach (var capture in command.Captures)
            yield return Capture(shape, command, capture, -1);
        for (int i = 0; i < command.Parameters.Count; i++)
        {
            if (command.Parameters[i].Capture is { } capture)
                yield return Capture(shape, command, capture, i);
        }
    }

    private static string Capture(ProtocolShape shape, CommandModel command, CaptureModel capture, int parameter)
    {
        var (start, end) = ArgumentList.Place(command, capture.Name, parameter);
        return Row($"{CodeWriter.Literal(capture.Name)}, {start}, {end}",
        [
            Flag("AsciiOnly", parameter < 0 && capture.AsciiOnly),
            Flag("IsUnquoted", capture.Kind == CaptureKind.Unquoted),
            Number("Limit", capture.Limit),
            capture.Limit < 0 ? "" : $"TooBig = {shape.ReplyNumber(capture.TooBigReply)}",
        ]);
    }

    private static string Parameter(ProtocolShape shape, CommandModel command, int index)
    {
        var parameter = command.Parameters[index];
        var place = parameter.Value?.Captures.FirstOrDefault(item => item.Name == parameter.Capture?.Name);
        return Row($"{CodeWriter.Literal(parameter.Keyword)}, {ArgumentList.ParameterRegister(command, index)}",
        [
            Number("Extension", parameter.Extension),
            parameter.Value is null ? "" : $"Grammar = {shape.Grammars.NumberOf(parameter.Value)}",
            place is null ? "" : $"ValueStart = {place.StartRegister}, ValueEnd = {place.EndRegister}",
            Flag("AsciiOnly", parameter.Capture?.AsciiOnly == true),
            Mask("Sets", shape, parameter.Sets),
        ]);
    }

    private static string Need(ProtocolShape shape, NeedModel need) => Row(
        $"{shape.Flags(need.Set)}, {shape.Flags(need.Clear)}, {shape.ReplyNumber(need.Reply)}", [Number("Option", need.Option)]);

    private static string Chunk(CommandModel command, ChunkModel chunk)
    {
        var (start, end) = ArgumentList.Registers(command, chunk.Length);
        return $"Chunk = new({start}, {end}, {ArgumentList.Registers(command, chunk.Last).Start})";
    }

    private static string Data(ProtocolShape shape, CommandModel command, int index, DataModel data)
    {
        var (start, end) = ArgumentList.Registers(command, data.Length);
        var (tooBig, badFraming) = shape.DataOutcomes(index);
        return $"Data = new({start}, {end}, {data.Limit}, {shape.OutcomeNumber(tooBig)}, {shape.OutcomeNumber(badFraming)})";
    }

    private static string Row(string values, IEnumerable<string> properties)
    {
        string text = string.Join(", ", properties.Where(property => property.Length > 0));
        return text.Length == 0 ? $"new({values})" : $"new({values}) {{ {text} }}";
    }

    private static string Text(string name, string value) => value.Length == 0 ? "" : $"{name} = {CodeWriter.Literal(value)}";

    private static string Flag(string name, bool value) => value ? $"{name} = true" : "";

    // Whether a reply to the command repeats a part of it.
    private static bool RepeatsCaptures(ProtocolModel model, CommandModel command) => command.Rules.SelectMany(rule => rule.Outcomes)
        .Select(outcome => outcome.Reply).Where(reply => reply >= 0).SelectMany(reply => model.Replies[reply].Lines).SelectMany(line => line).Any(part => part.Kind == TextPartKind.Capture);
}
