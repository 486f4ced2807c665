using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits how the machine takes a command: a method for each.</summary>
internal static class CommandsEmitter
{
    public static string Emit(ProtocolModel model, string ns)
    {
        var shape = new ProtocolShape(model);
        string p = shape.Name;
        var code = new CodeWriter(ns).BeginNamespace();
        code.Line();
        code.Open($"public sealed partial class {p}ServerMachine");
        VerbsEmitter.Emit(code, shape);
        TrailingSpacesEmitter.Emit(code, shape);
        Shared(code, shape);
        Fail(code, shape);
        for (int i = 0; i < model.Commands.Count; i++)
        {
            if (shape.HasArguments(i))
                CommandArgumentsEmitter.Property(code, shape, i);
        }

        for (int i = 0; i < model.Commands.Count; i++)
            Command(code, shape, i);
        code.Close();
        return code.ToString();
    }

    private static void Shared(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        string first = OpenedStatesEmitter.First(shape);
        ExtensionsEmitter.Emit(code, shape);
        code.Line($$"""

            // The first outcome of the command where the state allows it; otherwise the client was told.
            private bool Begins({{p}}Command command, out int outcome)
            {
                _command = command;
                outcome = {{first}}(command, State);
                if (outcome < 0)
                    Refuse(global::SmtpGen.Runtime.ServerEvent.WrongState);
                return outcome >= 0;
            }

            private void Decide(int outcome, global::System.ReadOnlySpan<byte> line, int argumentsAt)
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

            private global::SmtpGen.Runtime.CommandText TextAt(int start, int end) =>
                _registers[end] < 0 ? default : new(_line[_registers[start].._registers[end]], true);

            private ulong? NumberAt(int start, int end) =>
                _registers[end] < 0 ? null : ReadNumber(_line.Span[_registers[start].._registers[end]]);

            private global::System.ReadOnlySpan<byte> Captured(global::System.ReadOnlySpan<byte> arguments, int start, int end) =>
                _registers[end] < 0 ? default : arguments[_registers[start].._registers[end]];
            """);
        OpenedStatesEmitter.Emit(code, shape);
    }

    private static void Fail(CodeWriter code, ProtocolShape shape)
    {
        bool isUsed = shape.Lines.Any() || shape.Model.Commands.Any(command => command.BadArguments is not null);
        if (!isUsed)
            return;
        code.Line("""

            // A protocol error that has an answer of its own.
            private void Fail(int outcome)
            {
                if (CountError())
                    Apply(outcome, null);
                else
                    OnEvent(global::SmtpGen.Runtime.ServerEvent.TooManyErrors);
            }
            """);
    }

    private static void Command(CodeWriter code, ProtocolShape shape, int index)
    {
        var command = shape.Model.Commands[index];
        string verb = shape.Verb(index);
        bool isChunk = command.Chunk is not null;
        bool needsText = command.Arguments is not null || command.TakesParameters || command.NonAscii is not null;
        var refuse = new Refusals(shape, index);
        code.Line();
        code.Open($"private void On{verb}(global::System.ReadOnlySpan<byte> line)");
        // Octets that are announced are consumed whatever is wrong, so their number is read before anything else.
        if (isChunk)
        {
            code.Line($"_command = {shape.Name}Command.{verb};");
            CommandArgumentsEmitter.Read(code, shape, command, refuse);
            code.Line($"_chunkOctets = ReadNumber(Captured(arguments, {ArgumentList.Place(command, command.Chunk!.Length, -1)}));");
            code.Line($"_isLastChunk = IsPresent({ArgumentList.Registers(command, command.Chunk.Last).Start});");
        }

        ConditionsEmitter.State(code, shape, index, refuse);
        if (needsText && !isChunk)
            CommandArgumentsEmitter.Read(code, shape, command, refuse);
        else if (!needsText)
            code.Guard($"line.Length > {command.Verb.Length}", refuse.BadArguments);
        ConditionsEmitter.Arguments(code, shape, command);
        if (command.Rules.SelectMany(rule => rule.Outcomes).Any(outcome => outcome.Then is UpgradeModel))
            code.Guard("HasMore", "OnEvent(global::SmtpGen.Runtime.ServerEvent.SentAhead)");
        bool mustKeep = command.Decision is not null || SlotsEmitter.UsesCaptures(shape.Model, command);
        code.Line(!mustKeep ? "Apply(outcome, null);" : needsText ? "Decide(outcome, line, at);" : "Decide(outcome, line, line.Length);");
        code.Close();
    }
}
