using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the transitions of the table: an outcome's flags, state, reply and what follows it.</summary>
internal static class TransitionsEmitter
{
    public static void Emit(CodeWriter code, ProtocolShape shape)
    {
        Apply(code, shape);
        MoveTo(code, shape);
    }

    /// <summary>Emits that the machine stops where the session ends.</summary>
    public static void CloseAtEnd(CodeWriter code, ProtocolShape shape, string indent = "")
    {
        if (shape.FinalPattern is not { } final)
            return;
        code.Line($"{indent}if (State is {final})");
        code.Line($"{indent}    Close();");
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
        SendBodyModel => "BeginSend(_lines ?? global::System.IO.Stream.Null);",
        _ => null,
    };

    private static void CountSuccess(CodeWriter code, string p, List<CommandModel> quotas)
    {
        code.Line();
        code.Open("private void CountSuccess()");
        foreach (var command in quotas)
        {
            code.Line($"if (_command == {p}Command.{Names.Pascal(command.Verb)})");
            code.Line($"    {Names.Counter(command)}++;");
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
        ChunksEmitter.Abandon(code, shape);
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
            actions.Add((command.Quota!.Group, $"{Names.Counter(command)} = 0;"));
        return actions.GroupBy(item => item.Group).Select(group => (group.Key, group.Select(item => item.Action).ToList()));
    }
}
