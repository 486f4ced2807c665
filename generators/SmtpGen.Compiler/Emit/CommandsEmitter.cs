using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits how the machine reads a command line: a method for each command.</summary>
internal static class CommandsEmitter
{
    public static string Emit(ProtocolModel model, string ns)
    {
        var shape = new ProtocolShape(model);
        string p = shape.Name;
        var code = new CodeWriter(
            ns, "System", "System.Buffers.Binary", "System.Text", "SmtpGen.Runtime", "SmtpGen.Runtime.Grammar").BeginNamespace();
        code.Line();
        code.Open($"public sealed partial class {p}ServerMachine");
        OnLine(code, shape);
        OnLineTooLong(code, shape);
        TrailingSpacesEmitter.Emit(code, shape);
        Find(code, shape);
        Foreign(code, model);
        Shared(code, shape);
        Fail(code, shape);
        for (int i = 0; i < model.Commands.Count; i++)
        {
            if (shape.HasArguments(i))
                Arguments(code, shape, i);
        }

        for (int i = 0; i < model.Commands.Count; i++)
            Command(code, shape, i);
        code.Close();
        return code.ToString();
    }

    private static void OnLine(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        code.Line("/// <inheritdoc/>");
        code.Open("protected override void OnLine(ReadOnlySpan<byte> line, long length)");
        code.Line("_command = null;");
        code.Line($"_parameterFlags = {p}Flags.None;");
        code.Line("int space = line.IndexOf((byte)' ');");
        code.Line("var verb = space < 0 ? line : line[..space];");
        code.Line("var command = Find(verb);");
        LineMax(code, shape);
        code.Open("switch (command)");
        for (int i = 0; i < shape.Model.Commands.Count; i++)
        {
            code.Line($"case {p}Command.{shape.Verb(i)}:");
            code.Line($"    On{shape.Verb(i)}(line);");
            code.Line("    break;");
        }

        if (shape.Model.Foreign is { Verbs.Count: > 0 })
        {
            code.Line("default:");
            code.Line("    if (IsForeignVerb(verb))");
            code.Line("        Raise(ServerEvent.Foreign);");
            code.Line("    else");
            code.Line("        Refuse(ServerEvent.UnknownVerb);");
            code.Line("    break;");
        }
        else
        {
            code.Line("default:");
            code.Line("    Refuse(ServerEvent.UnknownVerb);");
            code.Line("    break;");
        }

        code.Close();
        code.Close();
    }

    // The reader lets the longest line of all pass; each command has its own bound.
    private static void LineMax(CodeWriter code, ProtocolShape shape)
    {
        var longer = shape.Model.Commands.Where(command => command.LineMax > 0).ToList();
        if (longer.Count == 0)
            return;
        code.Open("int max = command switch");
        foreach (var command in longer)
            code.Line($"{shape.Name}Command.{Names.Pascal(command.Verb)} => {command.LineMax},");
        code.Line($"_ => {shape.Model.Lines.Max},");
        code.Close(";");
        Guard(code, "length > max", "OnLineTooLong(line)");
    }

    // Behind a command that announces octets and cannot be read, nobody knows where the next one begins.
    private static void OnLineTooLong(CodeWriter code, ProtocolShape shape)
    {
        var chunks = Enumerable.Range(0, shape.Model.Commands.Count).Where(i => shape.Model.Commands[i].Chunk is not null).ToList();
        if (chunks.Count == 0)
            return;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("protected override void OnLineTooLong(ReadOnlySpan<byte> start)");
        code.Line("int space = start.IndexOf((byte)' ');");
        code.Line("_command = Find(space < 0 ? start : start[..space]);");
        code.Open("switch (_command)");
        foreach (int i in chunks)
        {
            code.Line($"case {shape.Name}Command.{shape.Verb(i)}:");
            code.Line($"    Fail({shape.BadArguments(i)});");
            code.Line("    break;");
        }

        code.Line("default:");
        code.Line("    Refuse(ServerEvent.LineTooLong);");
        code.Line("    break;");
        code.Close();
        code.Close();
    }

    // A verb of four letters is compared as one number; clearing bit 5 makes letters upper-case and nothing else a letter.
    private static void Find(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        code.Line();
        code.Open($"private static {p}Command? Find(ReadOnlySpan<byte> verb)");
        code.Open("switch (verb.Length)");
        foreach (var group in shape.Model.Commands.GroupBy(command => command.Verb.Length))
        {
            code.Line($"case {group.Key}:");
            var packed = group.Key == 4 ? group.Where(command => command.Verb.All(char.IsLetter)).ToList() : [];
            foreach (var command in group.Except(packed))
            {
                code.Line($"    if (Ascii.EqualsIgnoreCase(verb, {CodeWriter.Literal(command.Verb)}u8))");
                code.Line($"        return {p}Command.{Names.Pascal(command.Verb)};");
            }

            if (packed.Count == 0)
            {
                code.Line("    return null;");
                continue;
            }

            code.Line("    return (BinaryPrimitives.ReadUInt32BigEndian(verb) & 0xDFDFDFDF) switch");
            code.Line("    {");
            foreach (var command in packed)
                code.Line($"        0x{string.Concat(command.Verb.Select(c => ((int)c).ToString("X2")))} => {p}Command.{Names.Pascal(command.Verb)},");
            code.Line("        _ => null,");
            code.Line("    };");
        }

        code.Line("default:");
        code.Line("    return null;");
        code.Close();
        code.Close();
    }

    private static void Foreign(CodeWriter code, ProtocolModel model)
    {
        if (model.Foreign is not { Verbs.Count: > 0 } foreign)
            return;
        code.Line();
        code.Line("private static bool IsForeignVerb(ReadOnlySpan<byte> verb) =>");
        var tests = foreign.Verbs.Select(verb => $"Ascii.EqualsIgnoreCase(verb, {CodeWriter.Literal(verb)}u8)");
        code.Line("    " + string.Join("\n    || ", tests) + ";");
    }

    private static void Shared(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        ExtensionsEmitter.Emit(code, shape);
        code.Line($$"""

            // The first outcome of the command where the state allows it; otherwise the client was told.
            private bool Begins({{p}}Command command, out int outcome)
            {
                _command = command;
                outcome = {{p}}Outcomes.First(command, State);
                if (outcome < 0)
                    Refuse(ServerEvent.WrongState);
                return outcome >= 0;
            }

            private void Decide(int outcome, ReadOnlySpan<byte> line, int argumentsAt)
            {
                _line = AwaitDecision(line)[argumentsAt..];
                Pending = ({{p}}Decision){{p}}Outcomes.Decision[outcome];
                _firstOutcome = outcome;
                if (Pending == {{p}}Decision.None)
                {
                    EndDecision();
                    Apply(outcome, null);
                }
            }

            private bool IsPresent(int startRegister) => _registers[startRegister + 1] >= 0;

            private CommandText TextAt(int start, int end) =>
                _registers[end] < 0 ? default : new(_line[_registers[start].._registers[end]], true);

            private ulong? NumberAt(int start, int end) =>
                _registers[end] < 0 ? null : ReadNumber(_line.Span[_registers[start].._registers[end]]);

            private ReadOnlySpan<byte> Captured(ReadOnlySpan<byte> arguments, int start, int end) =>
                _registers[end] < 0 ? default : arguments[_registers[start].._registers[end]];
            """);
    }

    private static void Fail(CodeWriter code, ProtocolShape shape)
    {
        bool isUsed = MachineEmitter.Lines(shape).Any() || shape.Model.Commands.Any(command => command.BadArguments is not null);
        if (!isUsed)
            return;
        code.Line("""

            // A protocol error that has an answer of its own.
            private void Fail(int outcome)
            {
                if (CountError())
                    Apply(outcome, null);
                else
                    OnEvent(ServerEvent.TooManyErrors);
            }
            """);
    }

    private static void Arguments(CodeWriter code, ProtocolShape shape, int index)
    {
        var command = shape.Model.Commands[index];
        string verb = shape.Verb(index);
        code.Summary($"What the client said with {command.Verb}; valid while the machine waits for the decision {verb}.");
        code.Line($"public {verb}Arguments {verb}Arguments => new()");
        code.Open("");
        foreach (var entry in ArgumentList.Of(shape.Model, index))
            code.Line($"{entry.Name} = {Value(command, entry)},");
        code.Close(";");
    }

    private static string Value(CommandModel command, ArgumentEntry entry)
    {
        if (entry.Capture is null)
            return $"IsPresent({ArgumentList.ParameterRegister(command, entry.Parameter)})";
        return $"{(entry.Capture.Kind == CaptureKind.Number ? "NumberAt" : "TextAt")}({Place(command, entry.Capture.Name, entry.Parameter)})";
    }

    /// <summary>The two registers of a capture, as arguments.</summary>
    public static string Place(CommandModel command, string capture, int parameter)
    {
        if (parameter >= 0)
        {
            int register = ArgumentList.ParameterRegister(command, parameter);
            return $"{register}, {register + 1}";
        }

        var (start, end) = ArgumentList.Registers(command, capture);
        return $"{start}, {end}";
    }

    private static void Command(CodeWriter code, ProtocolShape shape, int index)
    {
        var command = shape.Model.Commands[index];
        string verb = shape.Verb(index);
        bool isChunk = command.Chunk is not null;
        bool needsText = command.Arguments is not null || command.TakesParameters || command.NonAscii is not null;
        var refuse = new Refusals(shape, index);
        code.Line();
        code.Open($"private void On{verb}(ReadOnlySpan<byte> line)");
        // Octets that are announced are consumed whatever is wrong, so their number is read before anything else.
        if (isChunk)
        {
            code.Line($"_command = {shape.Name}Command.{verb};");
            ReadArguments(code, shape, command, refuse);
            code.Line($"_chunkOctets = ReadNumber(Captured(arguments, {Place(command, command.Chunk!.Length, -1)}));");
            code.Line($"_isLastChunk = IsPresent({ArgumentList.Registers(command, command.Chunk.Last).Start});");
        }

        Allowed(code, shape, index, refuse);
        if (needsText && !isChunk)
            ReadArguments(code, shape, command, refuse);
        else if (!needsText)
            Guard(code, $"line.Length > {command.Verb.Length}", refuse.BadArguments);
        Semantics(code, shape, command);
        if (command.Rules.SelectMany(rule => rule.Outcomes).Any(outcome => outcome.Then is UpgradeModel))
            Guard(code, "HasMore", "OnEvent(ServerEvent.SentAhead)");
        bool mustKeep = command.Decision is not null || ReplyWritingEmitter.UsesCaptures(shape.Model, command);
        code.Line(!mustKeep ? "Apply(outcome, null);" : needsText ? "Decide(outcome, line, at);" : "Decide(outcome, line, line.Length);");
        code.Close();
    }

    // Whether the command may come now: switched on, by policy, in this state, by its own needs.
    private static void Allowed(CodeWriter code, ProtocolShape shape, int index, Refusals refuse)
    {
        var command = shape.Model.Commands[index];
        if (command.Extension >= 0)
            Guard(code, shape.IsOff(command.Extension), refuse.Event("NotOffered"));
        foreach (var policy in command.Policies)
            Guard(code, ExtensionsEmitter.Unmet(shape, policy), refuse.Reply(policy.Reply));
        if (command.Chunk is null)
        {
            code.Line($"if (!Begins({shape.Name}Command.{shape.Verb(index)}, out int outcome))");
            code.Line("    return;");
        }
        else
        {
            code.Line($"int outcome = {shape.Name}Outcomes.First({shape.Name}Command.{shape.Verb(index)}, State);");
            Guard(code, "outcome < 0", refuse.Event("WrongState"));
        }

        if (command.Extension >= 0 && shape.Model.ExtensionsNeed != 0)
            Guard(code, shape.FlagsDiffer(shape.Model.ExtensionsNeed, 0), refuse.Event("WrongState"));
        foreach (var need in command.Needs)
            Guard(code, ExtensionsEmitter.Unmet(shape, need), refuse.Reply(need.Reply));
    }

    private static void ReadArguments(CodeWriter code, ProtocolShape shape, CommandModel command, Refusals refuse)
    {
        string bad = refuse.BadArguments;
        code.Line($"int at = Math.Min({command.Verb.Length + 1}, line.Length);");
        code.Line("var arguments = line[at..];");
        if (command.Arguments is not null)
        {
            code.Line($"int end = GrammarMatcher.Match({shape.Name}Grammar.{Names.Pascal(command.Verb)}, arguments, _registers);");
            Guard(code, command.TakesParameters
                ? "end < 0 || (end < arguments.Length && arguments[end] != (byte)' ')"
                : "end < 0 || end < arguments.Length", bad);
        }

        foreach (var guard in command.OptionGuards)
        {
            string captured = $"Captured(arguments, {Place(command, guard.Capture, -1)})";
            Guard(code, $"!Options.{Names.Pascal(shape.Model.Options[guard.Option].Name)} && !{captured}.IsEmpty", bad);
        }

        foreach (var capture in command.Captures.Where(capture => capture.AsciiOnly))
            Guard(code, $"!Ascii.IsValid(Captured(arguments, {Place(command, capture.Name, -1)}))", bad);
        if (command.TakesParameters)
            Guard(code, $"!Read{Names.Pascal(command.Verb)}Parameters(arguments, {(command.Arguments is null ? "-1" : "end")})", null);
    }

    private static void Semantics(CodeWriter code, ProtocolShape shape, CommandModel command)
    {
        foreach (var capture in command.Captures)
            TooBig(code, shape, command, capture, -1);
        for (int i = 0; i < command.Parameters.Count; i++)
        {
            if (command.Parameters[i].Capture is { } capture)
                TooBig(code, shape, command, capture, i);
        }

        if (command.NonAscii is { } nonAscii)
        {
            string needs = shape.FlagsOperand(nonAscii.Needs);
            Guard(code, $"!Ascii.IsValid(arguments) && ((Flags | _parameterFlags) & {needs}) != {needs}", Reply(shape, nonAscii.Reply));
        }

        if (command.Quota is { } quota)
            Guard(code, $"{MachineEmitter.Counter(command)} >= Options.{Names.Pascal(shape.Model.Limits[quota.Limit].Name)}", Reply(shape, quota.Reply));
    }

    private static void TooBig(CodeWriter code, ProtocolShape shape, CommandModel command, CaptureModel capture, int parameter)
    {
        if (capture.Limit < 0)
            return;
        string number = $"ReadNumber(Captured(arguments, {Place(command, capture.Name, parameter)}))";
        Guard(code, $"{number} > (ulong)Options.{Names.Pascal(shape.Model.Limits[capture.Limit].Name)}", Reply(shape, capture.TooBigReply));
    }

    internal static string Reply(ProtocolShape shape, int reply) => $"WriteReply({shape.Name}Reply.{shape.Reply(reply)}, null)";

    private static void Guard(CodeWriter code, string condition, string? answer)
    {
        if (answer is null)
        {
            code.Line($"if ({condition})");
            code.Line("    return;");
            return;
        }

        code.Open($"if ({condition})");
        code.Line(answer + ";");
        code.Line("return;");
        code.Close();
        code.Line();
    }
}
