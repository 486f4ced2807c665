using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the server's side of a protocol as the table that the runtime walks.</summary>
internal static class ServerTableEmitter
{
    /// <summary>The namespace of the table's rows.</summary>
    public const string Rows = "global::SmtpGen.Runtime.";

    public static string Emit(ProtocolShape shape, string ns)
    {
        var model = shape.Model;
        var code = new CodeWriter(ns).BeginNamespace();
        code.Summary($"The server's side of {model.Name}, as data; a row says what it stands for.");
        code.OpenType($"internal static partial class {shape.Name}ServerTable");
        code.Line("/// <summary>The table.</summary>");
        code.Line($"internal static {Rows}ServerTable Instance {{ get; }} = new()");
        code.Open("");
        code.Line($"Protocol = {CodeWriter.Literal(model.Name)},");
        code.Line($"Lines = new({model.Lines.Max}, {model.Lines.Drain}, {model.Lines.Reply}),");
        if (model.Statuses is not null)
            code.Line("HasStatuses = true,");
        if (model.Lines.IsPlain)
            code.Line("HasPlainLines = true,");
        if (model.Lines.TakesUtf8)
            code.Line("TakesUtf8 = true,");
        code.Line("States = States(),");
        code.Line($"InitialState = {shape.StateNumber(model.InitialState)},");
        code.Line("Replies = Replies(),");
        code.Line("Outcomes = Outcomes(),");
        code.Line($"Connect = {shape.OutcomeNumber(shape.FirstOutcome(model.Connect))},");
        code.Line("Decisions = Decisions(),");
        code.Line("Commands = Commands(),");
        if (shape.Bodies.Count > 0)
            code.Line("Bodies = Bodies(),");
        if (model.Extensions.Count > 0)
            code.Line("Extensions = Extensions(),");
        if (model.ExtensionsNeed != 0)
            code.Line($"ExtensionsNeed = {shape.Flags(model.ExtensionsNeed)},");
        Number(code, "ExtensionsOr", model.ExtensionsOr);
        if (model.Lines.HasExactVerbs)
            code.Line("HasExactVerbs = true,");
        if (model.Prefix is { } prefix)
            code.Line($"Prefix = new({shape.Grammars.NumberOf(prefix.Pattern)}, [{string.Join(", ", prefix.Captures.Select(capture => PrefixCapture(prefix, capture)))}]){(prefix.Else.Length > 0 ? $" {{ Else = {CodeWriter.Literal(prefix.Else)} }}" : "")},");
        if (model.Literals is { } literals)
            Literals(code, shape, literals);
        if (model.Arrays is { } arrays)
            code.Line($"Arrays = new({arrays.Array}, {arrays.Element}, {arrays.Limit}, {shape.OutcomeNumber(shape.ArraysOutcomes.TooBig)}, {shape.OutcomeNumber(shape.ArraysOutcomes.BadFraming)}),");
        if (shape.Tallies.Count > 0)
            code.Line($"Tallies = [{string.Join(", ", shape.Tallies.Select(tally => $"new({tally.Model.Limit}, {shape.OutcomeNumber(tally.Outcome)})"))}],");
        if (model.Unsolicited.Count > 0)
        {
            code.Line($"Unsolicited = [{string.Join(", ", model.Unsolicited.Select(push =>
                $"new({shape.ReplyNumber(push.Reply)}, [{string.Join(", ", push.States.Select(shape.StateNumber))}])"))}],");
        }

        code.Line("Otherwise = Otherwise(),");
        if (model.Foreign is { } foreign)
        {
            code.Line($"ForeignVerbs = [{string.Join(", ", foreign.Verbs.Select(CodeWriter.Literal))}],");
            code.Line($"ForeignOctets = [{string.Join(", ", foreign.Octets.Select(octet => $"0x{octet:X2}"))}],");
        }

        if (model.Options.Count > 0)
            code.Line($"Options = [{string.Join(", ", model.Options.Select(option => CodeWriter.Literal(option.Name)))}],");
        Number(code, "AnyBlanksOption", model.Lines.AnyBlanks);
        Number(code, "BareLineFeedOption", model.Otherwise.Select(row => row.Unless).DefaultIfEmpty(-1).Max());
        Number(code, "ErrorsLimit", IndexOf(model.Limits, limit => limit.Name == "errors"));
        Mask(code, "Utf8Flags", shape, model.Commands.Aggregate(0u, (all, command) => all | (command.NonAscii?.Needs ?? 0)));
        Mask(code, "SecuredFlags", shape,
            shape.Outcomes.Where(entry => entry.Outcome.Upgrades).Aggregate(0u, (mask, entry) => mask | entry.Outcome.Sets));
        if (model.Words.Count > 0)
            code.Line($"WordCount = {model.Words.Count},");
        Grammar(code, shape);
        code.Close(";");
        States(code, shape);
        Otherwise(code, shape);
        Decisions(code, shape);
        Bodies(code, shape);
        Extensions(code, shape);
        code.Close();
        return code.ToString();
    }

    private static void Literals(CodeWriter code, ProtocolShape shape, LiteralsModel literals)
    {
        var properties = new[] { Number("Now", literals.Now), literals.Continue < 0 ? "" : $"Continue = {shape.ReplyNumber(literals.Continue)}" }.Where(property => property.Length > 0);
        code.Line($"Literals = new({literals.Open}, {literals.Close}, {literals.Limit}, {shape.OutcomeNumber(shape.LiteralsTooBig)}) {{ {string.Join(", ", properties)} }},");
    }

    private static string PrefixCapture(PrefixModel prefix, string capture)
    {
        var place = prefix.Pattern.Captures.First(item => item.Name == capture);
        return $"new({CodeWriter.Literal(capture)}, {place.StartRegister}, {place.EndRegister})";
    }

    /// <summary>Begins a method that makes the rows of a list.</summary>
    public static void OpenRows(CodeWriter code, string row, string name)
    {
        code.Line();
        code.Line($"private static {Rows}{row}[] {name}() =>");
        code.Line("[");
        code.Indent();
    }

    /// <summary>Ends it.</summary>
    public static void CloseRows(CodeWriter code)
    {
        code.Outdent();
        code.Line("];");
    }

    /// <summary>Writes a row, with what is not as it usually is: on one line, or on a line for each property.</summary>
    public static void Row(CodeWriter code, string values, IEnumerable<string> properties)
    {
        const int longest = 140;
        var all = properties.Where(property => property.Length > 0).ToList();
        string line = all.Count == 0 ? $"new({values})," : $"new({values}) {{ {string.Join(", ", all)} }},";
        if (line.Length <= longest || all.Count == 0)
        {
            code.Line(line);
            return;
        }

        code.Line($"new({values})");
        code.Open("");
        foreach (string property in all)
            code.Line(property + ",");
        code.Close(",");
    }

    /// <summary>A property that holds a number, where there is one.</summary>
    public static string Number(string name, int value) => value < 0 ? "" : $"{name} = {value}";

    /// <summary>A property that holds flags, where there are some.</summary>
    public static string Mask(string name, ProtocolShape shape, uint mask) => mask == 0 ? "" : $"{name} = {shape.Flags(mask)}";

    /// <summary>A property that holds numbers, where there are some.</summary>
    public static string List(string name, IEnumerable<string> values) =>
        string.Join(", ", values) is { Length: > 0 } text ? $"{name} = [{text}]" : "";

    private static void Number(CodeWriter code, string name, int value)
    {
        if (value >= 0)
            code.Line($"{name} = {value},");
    }

    private static void Mask(CodeWriter code, string name, ProtocolShape shape, uint mask)
    {
        if (mask != 0)
            code.Line($"{name} = {shape.Flags(mask)},");
    }

    private static int IndexOf<T>(IReadOnlyList<T> items, Func<T, bool> isIt)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (isIt(items[i]))
                return i;
        }

        return -1;
    }

    private static void States(CodeWriter code, ProtocolShape shape)
    {
        var model = shape.Model;
        var keeping = shape.StatesWithOpenBody();
        bool showsFirst = shape.Shows(TextPartKind.First);
        bool showsAllowed = shape.Shows(TextPartKind.Allowed);
        OpenRows(code, "ServerState", "States");
        for (int i = 0; i < model.States.Count; i++)
        {
            int state = i;
            uint clears = 0;
            for (int flag = 0; flag < model.Flags.Count; flag++)
            {
                if (model.Flags[flag].Scope is >= 0 and var scope && !model.Groups[scope].Members.Contains(state))
                    clears |= 1u << flag;
            }

            var forgets = shape.CommandNumbers(command => command.Quota is { } quota && !model.Groups[quota.Group].Members.Contains(state));
            bool isFinal = model.States[state].IsFinal;
            string first = showsFirst && !isFinal ? Routes.Allowed(model, state).FirstOrDefault() ?? "" : "";
            Row(code, CodeWriter.Literal(shape.State(state)),
            [
                isFinal ? "IsFinal = true" : "",
                Mask("Clears", shape, clears),
                List("Forgets", forgets),
                keeping.Contains(state) ? "KeepsBody = true" : "",
                showsAllowed ? List("Accepts", shape.CommandNumbers(command => Routes.Accepts(model, command, state))) : "",
                first.Length == 0 ? "" : $"FirstStep = {CodeWriter.Literal(first)}",
                first.Length == 0 ? "" : List("FirstSteps", FirstSteps(shape, state, first)),
            ]);
        }

        CloseRows(code);
    }

    // What to send first, for the refused commands where it is not what the state allows first.
    private static IEnumerable<string> FirstSteps(ProtocolShape shape, int state, string usual)
    {
        var steps = Routes.FirstSteps(shape.Model, state);
        for (int command = 0; command < shape.Model.Commands.Count; command++)
        {
            if (shape.Model.Commands[command].Cells[state] < 0 && steps[command] != usual)
                yield return $"new({shape.CommandNumber(command)}, {CodeWriter.Literal(steps[command])})";
        }
    }

    private static void Otherwise(CodeWriter code, ProtocolShape shape)
    {
        OpenRows(code, "ServerEventRow", "Otherwise");
        foreach (var row in shape.Otherwise.OrderBy(row => row.Key))
            Row(code, $"global::SmtpGen.Runtime.ServerEvent.{row.Key}, {shape.OutcomeNumber(row.Value)}", []);
        if (shape.Foreign >= 0)
            Row(code, $"global::SmtpGen.Runtime.ServerEvent.Foreign, {shape.OutcomeNumber(shape.Foreign)}", []);
        CloseRows(code);
    }

    private static void Decisions(CodeWriter code, ProtocolShape shape)
    {
        OpenRows(code, "ServerDecision", "Decisions");
        Row(code, "\"None\", \"\"", []);
        foreach (var point in shape.Decisions)
            Row(code, $"{CodeWriter.Literal(point.Name)}, {CodeWriter.Literal(point.Result)}", []);
        CloseRows(code);
    }

    private static void Bodies(CodeWriter code, ProtocolShape shape)
    {
        if (shape.Bodies.Count == 0)
            return;
        OpenRows(code, "ServerBody", "Bodies");
        foreach (var body in shape.Bodies)
        {
            Row(code, CodeWriter.Literal(body.Decision),
            [
                $"Decision = {shape.DecisionNumber(body.Decision)}",
                $"First = {shape.OutcomeNumber(body.First)}",
                $"TooBig = {shape.OutcomeNumber(body.TooBig)}",
                Number("Limit", body.Model.Limit),
                body.Model.Per < 0 ? "" : $"Per = {shape.CommandNumber(body.Model.Per)}",
                Mask("RawWhen", shape, body.Model.RawWhen),
                Number("NulOption", body.Model.NulOption),
            ]);
        }

        CloseRows(code);
    }

    private static void Extensions(CodeWriter code, ProtocolShape shape)
    {
        var model = shape.Model;
        if (model.Extensions.Count == 0)
            return;
        OpenRows(code, "ServerExtension", "Extensions");
        for (int i = 0; i < model.Extensions.Count; i++)
        {
            var numbers = shape.WithNeeded(i).ToList();
            var all = numbers.Select(number => model.Extensions[number]).ToList();
            var words = all.SelectMany(extension => extension.Argument).Where(part => part.Kind == TextPartKind.Word).Select(part => part.Text).Distinct();
            var commands = numbers.Select(number => string.Join(", ", shape.CommandNumbers(command => command.Extension == number))).Where(text => text.Length > 0);
            Row(code, CodeWriter.Literal(model.Extensions[i].Keyword),
            [
                $"Switches = {shape.Extensions(numbers)}",
                numbers.Any(number => model.Commands.Any(command => command.Extension == number && command.Upgrades)) ? "Secures = true" : "",
                Mask("WhenSet", shape, all.Aggregate(0u, (mask, extension) => mask | extension.WhenSet)),
                Mask("WhenClear", shape, all.Aggregate(0u, (mask, extension) => mask | extension.WhenClear)),
                List("Words", words.Select(word => IndexOf(model.Words, other => other.Name == word).ToString())),
                List("Commands", commands.Select(text => $"[{text}]")),
                List("Argument", model.Extensions[i].Argument.Select(part => ServerRepliesEmitter.Part(shape, part))),
            ]);
        }

        CloseRows(code);
    }

    private static void Grammar(CodeWriter code, ProtocolShape shape)
    {
        code.Line("Grammar = static number => number switch");
        code.Open("");
        int number = 0;
        foreach (string name in shape.Grammars.Numbered)
            code.Line($"{number++} => {shape.Name}Grammar.{name},");
        code.Line("_ => default,");
        code.Close(",");
    }
}
