using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the core of the machine: state, decisions, outcomes, events.</summary>
internal static class MachineEmitter
{
    public static string Emit(ProtocolModel model, string ns)
    {
        var shape = new ProtocolShape(model);
        string p = shape.Name;
        var usings = new List<string> { "System" };
        if (shape.Decisions.Any(ResultsEmitter.Sends))
            usings.Add("System.IO");
        usings.Add("SmtpGen.Runtime");
        if (Lines(shape).Any())
            usings.Add("SmtpGen.Runtime.Grammar");
        var code = new CodeWriter(ns, [.. usings]).BeginNamespace();
        code.Summary($"The state machine of a server of {model.Name}. It never touches a socket.");
        code.Open($"public sealed partial class {p}ServerMachine : ServerMachine");
        Fields(code, shape);
        Construction(code, shape);
        Answers(code, shape);
        Events(code, shape);
        BodiesEmitter.Emit(code, shape);
        Apply(code, shape);
        TalliesEmitter.Emit(code, shape);
        MoveTo(code, shape);
        code.Close();
        return code.ToString();
    }

    /// <summary>Field that counts how often a command succeeded.</summary>
    public static string Counter(CommandModel command) => $"_{Names.Camel(command.Verb).TrimStart('@')}Count";

    private static void Fields(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        int registers = shape.Model.Commands.Select(ArgumentList.RegisterCount)
            .Concat(Lines(shape).Select(line => line.Model.Line.RegisterCount)).DefaultIfEmpty(0).Max();
        code.Line($"private readonly int[] _registers = new int[{registers}];");
        code.Line("private ReadOnlyMemory<byte> _line;");
        code.Line($"private {p}Command? _command;");
        code.Line($"private {p}Flags _parameterFlags;");
        code.Line("private int _firstOutcome;");
        foreach (var command in shape.Model.Commands.Where(command => command.Quota is not null))
            code.Line($"private long {Counter(command)};");
        TalliesEmitter.Fields(code, shape);
        if (shape.Decisions.Any(ResultsEmitter.Sends))
            code.Line("private Stream? _lines;");
        if (Lines(shape).Any())
            code.Line($"private {p}Decision _exchange;");
        if (shape.Bodies.Count > 0)
            code.Line("private int _badFraming;");
        if (Chunks(shape).Any())
        {
            code.Line("private ulong _chunkOctets;");
            code.Line("private bool _isLastChunk;");
            code.Line($"private {p}State _afterRefusal;");
            code.Line("private int _more;");
            code.Line("private ServerEvent _heldEvent;");
            code.Line($"private {p}Reply _heldReply;");
        }
    }

    /// <summary>The lines that are read and are no commands.</summary>
    public static IEnumerable<ReadLineEntry> Lines(ProtocolShape shape) =>
        shape.Outcomes.Select(entry => entry.ReadLine).OfType<ReadLineEntry>();

    /// <summary>The bodies that come in chunks.</summary>
    public static IEnumerable<ReadBodyEntry> Chunks(ProtocolShape shape) =>
        shape.Outcomes.Select(entry => entry.ReadBody).OfType<ReadBodyEntry>().Where(read => read.Chunk is not null);

    private static void Construction(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        var lines = shape.Model.Lines;
        int longest = shape.Model.Commands.Select(command => command.LineMax).Append(lines.Max).Max();
        int exchange = Lines(shape).Select(line => line.Model.Max).DefaultIfEmpty(0).Max();
        string statuses = shape.Model.Statuses is null ? "" : ", hasStatuses: true";
        code.Line($$"""

            /// <summary>A machine that has not greeted yet.</summary>
            /// <param name="options">Configuration; read while the session goes on.</param>
            public {{p}}ServerMachine({{p}}Options options)
                : base(options, {{longest}}, {{exchange}}, {{lines.Drain}}, new ReplyBuffer({{lines.Reply}}{{statuses}}))
            {
                Options = options;
            }

            /// <summary>The configuration.</summary>
            public {{p}}Options Options { get; }

            /// <summary>The state the session is in.</summary>
            public {{p}}State State { get; private set; } = {{p}}State.{{shape.State(shape.Model.InitialState)}};

            /// <summary>The flags that are set.</summary>
            public {{p}}Flags Flags { get; private set; }

            /// <summary>What the machine waits for somebody to decide.</summary>
            public {{p}}Decision Pending { get; private set; }

            /// <summary>Told of each transition: the state before, and the one after, which may be the same.</summary>
            public Action<{{p}}State, {{p}}State>? StateChanged { get; set; }
            """);
        foreach (var word in shape.Model.Words)
        {
            code.Summary($"{word.Doc} Empty: none.".TrimStart());
            code.Line($"public ReadOnlyMemory<byte> {Names.Pascal(word.Name)} {{ get; set; }}");
        }

        if (shape.Model.Limits.Any(limit => limit.Name == "errors"))
        {
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line("protected override long MaxErrors => Options.Errors;");
        }

        int connect = shape.FirstOutcome(shape.Model.Connect);
        code.Summary("Begins the conversation: the client has connected.");
        code.Open("public void Connect()");
        if (shape.Model.Connect.IsDecision)
        {
            code.Line($"_firstOutcome = {connect};");
            code.Line($"Pending = {p}Decision.Connect;");
            code.Line("AwaitDecision();");
        }
        else
        {
            code.Line($"Apply({connect}, null);");
        }

        code.Close();
    }

    private static void Answers(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        foreach (var point in shape.Decisions.Where(point => point.Body is null && point.Line is null))
        {
            code.Summary($"Answers the decision {point.Name}.");
            code.Line("/// <exception cref=\"InvalidOperationException\">The machine does not wait for this answer.</exception>");
            code.Open($"public void Answer({point.Result} result)");
            var waits = shape.Decisions.Where(other => other.Result == point.Result).Select(other => $"{p}Decision.{other.Name}");
            code.Line($"if ({ProtocolShape.IsNot("Pending", waits)})");
            code.Line($"    throw new InvalidOperationException($\"The machine waits for {{Pending}}, not for {point.Name}.\");");
            if (ResultsEmitter.Sends(point))
                code.Line("_lines = result.Body;");
            code.Line("Answer(result.Outcome, result.Text);");
            code.Close();
        }

        int closing = Closing(shape);
        code.Line();
        code.Open("private void Answer(byte outcome, string? text)");
        code.Line("EndDecision();");
        code.Line($"Pending = {p}Decision.None;");
        code.Line("Apply(Chosen(outcome), text);");
        code.Close();
        code.Line();
        code.Line(closing < 0
            ? "private int Chosen(byte choice) => _firstOutcome + choice;"
            : $"private int Chosen(byte choice) => choice == {p}Outcomes.HandlerCloses ? {closing} : _firstOutcome + choice;");
        ExchangeEmitter.Properties(code, shape);
    }

    /// <summary>Outcome with which a handler ends the session; -1: it cannot.</summary>
    public static int Closing(ProtocolShape shape) =>
        shape.Otherwise.Where(row => row.Key == OtherwiseInput.HandlerCloses).Select(row => row.Value).DefaultIfEmpty(-1).First();

    /// <summary>The states in which a session ends, as a pattern; null: there are none.</summary>
    public static string? FinalPattern(ProtocolShape shape)
    {
        var final = shape.Model.States.Where(state => state.IsFinal).Select(state => $"{shape.Name}State.{Names.Pascal(state.Name)}").ToList();
        return final.Count == 0 ? null : string.Join(" or ", final);
    }

    /// <summary>Emits that the machine stops where the session ends.</summary>
    public static void CloseAtEnd(CodeWriter code, ProtocolShape shape, string indent = "")
    {
        if (FinalPattern(shape) is not { } final)
            return;
        code.Line($"{indent}if (State is {final})");
        code.Line($"{indent}    Close();");
    }

    private static void Events(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("protected override void OnEvent(ServerEvent what)");
        code.Line($"Pending = {p}Decision.None;");
        code.Line("int outcome = what switch");
        code.Open("");
        foreach (var row in shape.Otherwise.OrderBy(row => row.Key))
            code.Line($"ServerEvent.{row.Key} => {row.Value},");
        if (shape.Foreign >= 0)
            code.Line($"ServerEvent.Foreign => {shape.Foreign},");
        code.Line("_ => -1,");
        code.Close(";");
        code.Line("ApplyOrClose(outcome);");
        code.Close();

        HandlerFailed(code, shape);
        Secured(code, shape);
        ExchangeEmitter.Emit(code, shape);
        if (shape.Model.Foreign is { Octets.Count: > 0 } foreign)
        {
            string pattern = string.Join(" or ", foreign.Octets.Select(octet => $"0x{octet:X2}"));
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line($"protected override bool IsForeignOctet(byte octet) => octet is {pattern};");
        }
    }

    private static void HandlerFailed(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("protected override void OnHandlerFailed(bool inBody, bool isEarly)");
        if (shape.Bodies.Count > 0)
        {
            int failed = shape.Otherwise.Where(row => row.Key == OtherwiseInput.HandlerFailed).Select(row => row.Value).DefaultIfEmpty(-1).First();
            if (shape.Bodies.Any(body => body.Model.Per >= 0))
            {
                code.Line($"var reply = ({p}Reply){p}Outcomes.Reply[{failed}];");
                code.Line("for (long more = inBody && !isEarly ? AnswerCount - 1 : 0; more > 0; more--)");
                code.Line("    WriteReply(reply, null);");
            }

            if (Chunks(shape).Any())
            {
                code.Line("if (isEarly)");
                code.Line("    MoveTo(_afterRefusal);");
                code.Line($"else if (inBody && {p}Outcomes.Target[_firstOutcome] != {p}Outcomes.Same)");
            }
            else
            {
                code.Line($"if (inBody && {p}Outcomes.Target[_firstOutcome] != {p}Outcomes.Same)");
            }

            code.Line($"    MoveTo(({p}State){p}Outcomes.Target[_firstOutcome]);");
        }

        code.Line("OnEvent(ServerEvent.HandlerFailed);");
        code.Close();
    }

    private static void Secured(CodeWriter code, ProtocolShape shape)
    {
        uint flags = shape.Outcomes.Where(entry => entry.Outcome.Then is UpgradeModel).Aggregate(0u, (mask, entry) => mask | entry.Outcome.Sets);
        if (flags == 0)
            return;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"protected override void OnSecured() => Flags |= {shape.Flags(flags)};");
    }

    private static void Apply(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        code.Line($$"""

            private void ApplyOrClose(int outcome)
            {
                if (outcome < 0)
                    Close();
                else
                    Apply(outcome, null);
            }

            private void Apply(int {{(shape.Tallies.Count > 0 ? "answer" : "outcome")}}, string? text)
            {
            """);
        if (shape.Tallies.Count > 0)
        {
            code.Line("    int outcome = Tally(answer);");
            code.Line("    text = outcome == answer ? text : null;");
        }

        if (shape.HasSilence)
        {
            code.Line($$"""
                    int number = {{p}}Outcomes.Reply[outcome];
                    var reply = ({{p}}Reply)number;
                    bool isSilent = number == {{p}}Outcomes.NoReply;
                    bool isPositive = isSilent || {{p}}Replies.Code(reply) < 400;
                """);
        }
        else
        {
            code.Line($$"""
                    var reply = ({{p}}Reply){{p}}Outcomes.Reply[outcome];
                    bool isPositive = {{p}}Replies.Code(reply) < 400;
                """);
        }

        code.Line($$"""
                int target = {{p}}Outcomes.Target[outcome];
                Flags = (Flags | ({{p}}Flags){{p}}Outcomes.Sets[outcome]) & ~({{p}}Flags){{p}}Outcomes.Clears[outcome];
                if (target != {{p}}Outcomes.Same)
                {
                    if (isPositive)
                        Flags |= _parameterFlags;
                    MoveTo(({{p}}State)target);
                }

            """);
        var quotas = shape.Model.Commands.Where(command => command.Quota is not null).ToList();
        if (quotas.Count > 0)
        {
            code.Line("    if (isPositive)");
            code.Line("        CountSuccess();");
        }

        if (shape.HasSilence)
            code.Line("    if (!isSilent)");
        code.Line(shape.HasSilence ? "        WriteReply(reply, text);" : "    WriteReply(reply, text);");
        AfterReply(code, shape);
        code.Line("}");
        if (quotas.Count > 0)
            CountSuccess(code, p, quotas);
    }

    private static void AfterReply(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        var following = new List<(int Outcome, string Action)>();
        for (int i = 0; i < shape.Outcomes.Count; i++)
        {
            if (Following(shape, shape.Outcomes[i]) is { } action)
                following.Add((i, action));
        }

        if (following.Count > 0)
        {
            code.Line("    switch (outcome)");
            code.Line("    {");
            foreach (var action in following.GroupBy(item => item.Action, item => item.Outcome))
            {
                foreach (int outcome in action)
                    code.Line($"        case {outcome}:");
                code.Line($"            {action.Key}");
                code.Line("            break;");
            }

            code.Line("    }");
            code.Line();
        }

        CloseAtEnd(code, shape, "    ");
    }

    private static string? Following(ProtocolShape shape, OutcomeEntry entry) => entry.Outcome.Then switch
    {
        ReadBodyModel => BodiesEmitter.Begin(shape, entry.ReadBody!),
        ReadLineModel line => $"_exchange = {shape.Name}Decision.{entry.ReadLine!.Decision};\n            BeginExchange({line.Max});",
        UpgradeModel => "BeginUpgrade();",
        SendBodyModel => "BeginSend(_lines ?? Stream.Null);",
        _ => null,
    };

    private static void CountSuccess(CodeWriter code, string p, List<CommandModel> quotas)
    {
        code.Line();
        code.Open("private void CountSuccess()");
        foreach (var command in quotas)
        {
            code.Line($"if (_command == {p}Command.{Names.Pascal(command.Verb)})");
            code.Line($"    {Counter(command)}++;");
        }

        code.Close();
    }

    private static void MoveTo(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        code.Line();
        code.Open($"private void MoveTo({p}State state)");
        code.Line("var from = State;");
        code.Line("State = state;");
        BodiesEmitter.Abandon(code, shape);
        foreach (var (group, actions) in Leaving(shape))
        {
            code.Open($"if ({ProtocolShape.IsNot("state", shape.Group(group))})");
            foreach (string action in actions)
                code.Line(action);
            code.Close();
            code.Line();
        }

        code.Line("StateChanged?.Invoke(from, state);");
        code.Close();
    }

    // What is forgotten outside a group of states.
    private static IEnumerable<(int Group, List<string> Actions)> Leaving(ProtocolShape shape)
    {
        var actions = new List<(int Group, string Action)>();
        foreach (var flag in shape.Model.Flags.Where(flag => flag.Scope >= 0))
            actions.Add((flag.Scope, $"Flags &= ~{shape.Name}Flags.{Names.Pascal(flag.Name)};"));
        foreach (var command in shape.Model.Commands.Where(command => command.Quota is not null))
            actions.Add((command.Quota!.Group, $"{Counter(command)} = 0;"));
        return actions.GroupBy(item => item.Group).Select(group => (group.Key, group.Select(item => item.Action).ToList()));
    }
}
