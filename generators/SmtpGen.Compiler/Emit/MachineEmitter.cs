using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the core of the machine: state, decisions, outcomes, events.</summary>
internal static class MachineEmitter
{
    public static string Emit(ProtocolModel model, string ns)
    {
        var shape = new ProtocolShape(model);
        string p = shape.Name;
        var code = new CodeWriter(ns, "System", "SmtpGen.Runtime").BeginNamespace();
        code.Summary($"The state machine of a server of {model.Name}. It never touches a socket.");
        code.Open($"public sealed partial class {p}ServerMachine : ServerMachine");
        Fields(code, shape);
        Construction(code, shape);
        Answers(code, shape);
        Events(code, shape);
        Bodies(code, shape);
        Apply(code, shape);
        MoveTo(code, shape);
        code.Close();
        return code.ToString();
    }

    /// <summary>Field that counts how often a command succeeded.</summary>
    public static string Counter(CommandModel command) => $"_{Names.Camel(command.Verb).TrimStart('@')}Count";

    private static void Fields(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        int registers = shape.Model.Commands.Select(ArgumentList.RegisterCount).DefaultIfEmpty(0).Max();
        code.Line($"private readonly int[] _registers = new int[{registers}];");
        code.Line("private ReadOnlyMemory<byte> _line;");
        code.Line($"private {p}Command? _command;");
        code.Line($"private {p}Flags _parameterFlags;");
        code.Line("private int _firstOutcome;");
        foreach (var command in shape.Model.Commands.Where(command => command.Quota is not null))
            code.Line($"private long {Counter(command)};");
    }

    private static void Construction(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        var lines = shape.Model.Lines;
        code.Line($$"""

            /// <summary>A machine that has not greeted yet.</summary>
            /// <param name="options">Configuration; read while the session goes on.</param>
            public {{p}}ServerMachine({{p}}Options options)
                : base(options, {{lines.Max}}, {{lines.Drain}}, {{lines.Reply}})
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
        foreach (var point in shape.Decisions)
        {
            code.Summary($"Answers the decision {point.Name}.");
            code.Line("/// <exception cref=\"InvalidOperationException\">The machine does not wait for this answer.</exception>");
            code.Line($"public void Answer({point.Name}Result result) => Answer({p}Decision.{point.Name}, result.Outcome, result.Text);");
        }

        int closing = shape.Otherwise.Where(row => row.Key == OtherwiseInput.HandlerCloses).Select(row => row.Value).DefaultIfEmpty(-1).First();
        code.Line();
        code.Open($"private void Answer({p}Decision decision, byte outcome, string? text)");
        code.Line("if (Pending != decision)");
        code.Line("    throw new InvalidOperationException($\"The machine waits for {Pending}, not for {decision}.\");");
        code.Line("EndDecision();");
        code.Line($"Pending = {p}Decision.None;");
        code.Line(closing < 0
            ? "Apply(_firstOutcome + outcome, text);"
            : $"Apply(outcome == {p}Outcomes.HandlerCloses ? {closing} : _firstOutcome + outcome, text);");
        code.Close();
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

        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("protected override void OnHandlerFailed(bool inBody)");
        code.Line($"int target = inBody ? {p}Outcomes.Target[_firstOutcome] : {p}Outcomes.Same;");
        code.Line($"if (target != {p}Outcomes.Same)");
        code.Line($"    MoveTo(({p}State)target);");
        code.Line("OnEvent(ServerEvent.HandlerFailed);");
        code.Close();

        if (shape.Model.Foreign is { Octets.Count: > 0 } foreign)
        {
            string pattern = string.Join(" or ", foreign.Octets.Select(octet => $"0x{octet:X2}"));
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line($"protected override bool IsForeignOctet(byte octet) => octet is {pattern};");
        }
    }

    private static void Bodies(CodeWriter code, ProtocolShape shape)
    {
        BodyEvent(code, shape, "OnBodyTooBig", body => body.TooBig);
        BodyEvent(code, shape, "OnBodyMalformed", body => body.BadFraming);
        code.Line();
        code.Open($"private void ReadBody({shape.Name}Decision decision, int firstOutcome, long maxOctets)");
        code.Line("Pending = decision;");
        code.Line("_firstOutcome = firstOutcome;");
        code.Line("BeginBody(maxOctets);");
        code.Close();
    }

    private static void BodyEvent(CodeWriter code, ProtocolShape shape, string method, Func<BodyEntry, int> outcome)
    {
        string p = shape.Name;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open($"protected override void {method}()");
        code.Line("int outcome = Pending switch");
        code.Open("");
        foreach (var body in shape.Outcomes.Where(entry => entry.Body is not null).Select(entry => entry.Body!).GroupBy(body => body.Decision))
            code.Line($"{p}Decision.{body.Key} => {outcome(body.First())},");
        code.Line("_ => -1,");
        code.Close(";");
        code.Line($"Pending = {p}Decision.None;");
        code.Line("ApplyOrClose(outcome);");
        code.Close();
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

            private void Apply(int outcome, string? text)
            {
                var reply = ({{p}}Reply){{p}}Outcomes.Reply[outcome];
                int target = {{p}}Outcomes.Target[outcome];
                bool isPositive = {{p}}Replies.Code(reply) < 400;
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
            code.Line();
            code.Line("    if (isPositive)");
            code.Line("        CountSuccess();");
        }

        code.Line("    WriteReply(reply, text);");
        AfterReply(code, shape);
        code.Line("}");
        if (quotas.Count > 0)
            CountSuccess(code, p, quotas);
    }

    private static void AfterReply(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        for (int i = 0; i < shape.Outcomes.Count; i++)
        {
            if (shape.Outcomes[i].Body is not { } body)
                continue;
            string limit = body.Model.Limit < 0 ? "long.MaxValue" : "Options." + Names.Pascal(shape.Model.Limits[body.Model.Limit].Name);
            code.Line($"    if (outcome == {i})");
            code.Line($"        ReadBody({p}Decision.{body.Decision}, {body.First}, {limit});");
        }

        var final = shape.Model.States.Where(state => state.IsFinal).Select(state => $"{p}State.{Names.Pascal(state.Name)}").ToList();
        if (final.Count > 0)
        {
            code.Line($"    if (State is {string.Join(" or ", final)})");
            code.Line("        Close();");
        }
    }

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
        foreach (var (group, actions) in Leaving(shape))
        {
            code.Open($"if (state is not ({shape.GroupPattern(group)}))");
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
