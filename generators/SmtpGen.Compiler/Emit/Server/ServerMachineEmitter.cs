using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the machine's own types: the runtime walks the table, the machine says in words what it finds.</summary>
internal static class ServerMachineEmitter
{
    public static string Emit(ProtocolShape shape, string ns)
    {
        string p = shape.Name;
        var code = new CodeWriter(ns).BeginNamespace();
        code.Summary($"The state machine of a server of {shape.Model.Name}. It never touches a socket.");
        code.OpenType($"public sealed class {p}ServerMachine : global::SmtpGen.Runtime.ServerMachine");
        code.Line($$"""
            /// <summary>A machine that has not greeted yet.</summary>
            /// <param name="options">Configuration; read while the session goes on.</param>
            public {{p}}ServerMachine({{p}}Options options)
                : base({{p}}ServerTable.Instance, options)
            {
                Options = options;
            }

            /// <summary>The configuration.</summary>
            public {{p}}Options Options { get; }

            /// <summary>The state the session is in.</summary>
            public {{p}}State State => ({{p}}State)StateNumber;

            /// <summary>The flags that are set.</summary>
            public {{p}}Flags Flags => ({{p}}Flags)FlagBits;

            /// <summary>What the machine waits for somebody to decide.</summary>
            public {{p}}Decision Pending => ({{p}}Decision)PendingDecision;

            /// <summary>Told of each transition: the state before, and the one after, which may be the same.</summary>
            public global::System.Action<{{p}}State, {{p}}State>? StateChanged { get; set; }
            """);
        for (int i = 0; i < shape.Model.Words.Count; i++)
            Word(code, shape.Model.Words[i], i);
        for (int i = 0; i < (shape.Model.Prefix?.Captures.Count ?? 0); i++)
        {
            code.Summary(SessionEmitter.PrefixDoc(shape.Model.Prefix!.Captures[i]));
            code.Line($"public global::System.ReadOnlyMemory<byte> {Names.Pascal(shape.Model.Prefix.Captures[i])} => PrefixAt({i});");
        }

        for (int i = 0; i < shape.Model.Commands.Count; i++)
        {
            if (shape.HasArguments(i))
                Arguments(code, shape, i);
        }

        foreach (var line in shape.Lines.GroupBy(line => line.Decision).Select(group => group.First()))
            Line(code, line);
        foreach (var point in shape.Decisions.Where(point => !point.IsFurther))
            Answer(code, shape, point);
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"protected override void OnStateChanged(int from, int to) => StateChanged?.Invoke(({p}State)from, ({p}State)to);");
        code.Close();
        return code.ToString();
    }

    private static void Word(CodeWriter code, WordModel word, int index)
    {
        code.Summary($"{word.Doc} Empty: none.".TrimStart());
        code.Open($"public global::System.ReadOnlyMemory<byte> {Names.Pascal(word.Name)}");
        code.Line($"get => Word({index});");
        code.Line($"set => SetWord({index}, value);");
        code.Close();
    }

    private static void Arguments(CodeWriter code, ProtocolShape shape, int index)
    {
        var command = shape.Model.Commands[index];
        string verb = shape.Verb(index);
        code.Summary($"What the client said with {command.Verb}; valid while the machine waits for the decision {verb}.");
        code.Line($"public {shape.Name}{verb}Arguments {verb}Arguments => new()");
        code.Open("");
        foreach (var entry in ArgumentList.Of(shape.Model, index))
            code.Line($"{entry.Name} = {Value(command, entry)},");
        code.Close(";");
    }

    private static string Value(CommandModel command, ArgumentEntry entry)
    {
        if (entry.Capture is null)
            return $"IsPresent({ArgumentList.ParameterRegister(command, entry.Parameter)})";
        var (start, end) = ArgumentList.Place(command, entry.Capture.Name, entry.Parameter);
        return entry.Capture.Kind switch
        {
            CaptureKind.Data => "DataText()",
            CaptureKind.Number => $"NumberAt({start}, {end})",
            CaptureKind.List => $"TextsAt({start}, {end}, {entry.Capture.Separator})",
            _ => $"TextAt({start}, {end})",
        };
    }

    private static void Line(CodeWriter code, ReadLineEntry line)
    {
        var capture = line.Model.Line.Captures.First(capture => capture.Name == line.Model.Capture);
        code.Summary($"What the client said in the line; valid while the machine waits for the decision {line.Decision}.");
        code.Line($"public global::SmtpGen.Runtime.CommandText {line.Decision} => TextAt({capture.StartRegister}, {capture.EndRegister});");
    }

    private static void Answer(CodeWriter code, ProtocolShape shape, DecisionPoint point)
    {
        string decision = $"(int){shape.Name}Decision.{point.Name}";
        code.Summary(point switch
        {
            { IsPer: true } => $"Answers the body {point.Name}, once for each recipient.",
            { Body: not null } => $"Answers the body {point.Name}.",
            _ => $"Answers the decision {point.Name}.",
        });
        code.Line("/// <exception cref=\"global::System.InvalidOperationException\">The machine does not wait for this answer.</exception>");
        if (point.IsPer)
        {
            code.Line($"public void Answer({point.Result}s results) => AnswerBody({decision}, results);");
            return;
        }

        code.Line("/// <exception cref=\"global::System.ArgumentException\">The default value chooses no reply.</exception>");
        string values = $"result.Outcome, {ResultsEmitter.Content(shape, point)}" + (ResultsEmitter.Sends(point) ? ", result.Body" : "");
        code.Line($"public void Answer({point.Result} result) => {(point.Body is null ? "Answer" : "AnswerBody")}({decision}, {values});");
    }
}
