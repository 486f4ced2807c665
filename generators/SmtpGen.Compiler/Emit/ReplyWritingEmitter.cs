using SmtpGen.Language.Model;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits how the machine writes replies: a method for each reply that has slots.</summary>
internal static class ReplyWritingEmitter
{
    public static string Emit(ProtocolModel model, string ns)
    {
        var shape = new ProtocolShape(model);
        string p = shape.Name;
        var code = new CodeWriter(ns, "System", "SmtpGen.Runtime").BeginNamespace();
        code.Line();
        code.Open($"public sealed partial class {p}ServerMachine");
        Utf8(code, shape);
        Write(code, shape);
        foreach (var reply in model.Replies.Where(reply => !ReplyWireEmitter.IsFixed(reply)))
            Reply(code, shape, reply);
        Slots(code, shape);
        code.Close();
        return code.ToString();
    }

    /// <summary>Whether a reply to the command repeats a part of it.</summary>
    public static bool UsesCaptures(ProtocolModel model, CommandModel command) =>
        command.Rules.SelectMany(rule => rule.Outcomes).Where(outcome => outcome.Reply >= 0).Any(outcome => Parts(model.Replies[outcome.Reply]).Any(part => part.Kind == TextPartKind.Capture));

    private static IEnumerable<TextPart> Parts(ReplyModel reply) => reply.Lines.SelectMany(line => line);

    private static void Utf8(CodeWriter code, ProtocolShape shape)
    {
        uint mask = shape.Model.Commands.Aggregate(0u, (all, command) => all | (command.NonAscii?.Needs ?? 0));
        code.Line("// Text beyond ASCII goes only to a client that announced it (RFC 6531 section 3.7.4).");
        code.Line(mask == 0
            ? "private static bool TakesUtf8 => false;"
            : $"private bool TakesUtf8 => ((Flags | _parameterFlags) & {shape.FlagsOperand(mask)}) != 0;");
    }

    private static void Write(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        code.Line();
        code.Open($"private void WriteReply({p}Reply reply, string? text)");
        code.Open("switch (reply)");
        foreach (var reply in shape.Model.Replies.Where(reply => !ReplyWireEmitter.IsFixed(reply)))
        {
            string name = Names.Pascal(reply.Name);
            bool hasParameter = reply.Parameters.Count > 0;
            code.Line($"case {p}Reply.{name}{(hasParameter ? "" : " when text is null")}:");
            code.Line($"    Write{name}({(hasParameter ? "text ?? \"\"" : "")});");
            code.Line("    break;");
        }

        code.Line("default:");
        code.Line("    if (text is null)");
        code.Line($"        Output.Write({p}Replies.Wire(reply));");
        code.Line("    else");
        code.Line("        WriteFree(reply, text);");
        code.Line("    break;");
        code.Close();
        code.Close();
        code.Line($$"""

            private void WriteFree({{p}}Reply reply, string text)
            {
                Output.Begin({{p}}Replies.Prefix(reply), TakesUtf8);
                Output.Text(text);
                Output.End();
            }
            """);
    }

    private static void Reply(CodeWriter code, ProtocolShape shape, ReplyModel reply)
    {
        string name = Names.Pascal(reply.Name);
        string parameters = reply.Parameters.Count > 0 ? $"string {Names.Camel(reply.Parameters[0])}" : "";
        code.Line();
        code.Open($"private void Write{name}({parameters})");
        code.Line($"Output.Begin({shape.Name}Replies.Prefix({shape.Name}Reply.{name}), TakesUtf8{(reply.IsWhole ? ", isWhole: true" : "")});");
        for (int i = 0; i < reply.Lines.Count; i++)
            Line(code, shape, reply.Lines[i], i == 0);
        code.Line("Output.End();");
        code.Close();
    }

    private static void Line(CodeWriter code, ProtocolShape shape, EquatableArray<TextPart> parts, bool isFirst)
    {
        // A list of no extensions is no line either.
        bool isList = parts.Count == 1 && parts[0].Kind == TextPartKind.Extensions;
        if (!isFirst && !isList)
            code.Line("Output.NextLine();");
        foreach (var part in parts)
            code.Line(part.Kind == TextPartKind.Extensions ? "WriteExtensions();" : Part(shape, part));
    }

    private static string Part(ProtocolShape shape, TextPart part) => part.Kind switch
    {
        TextPartKind.Literal => $"Output.Text({CodeWriter.Literal(part.Text)}u8);",
        TextPartKind.Host => "Output.Text(Options.HostNameOctets.Span);",
        TextPartKind.Commands => "WriteCommands();",
        TextPartKind.Path => $"Output.Text({CodeWriter.Literal(string.Join(", ", Routes.TransactionPath(shape.Model)))}u8);",
        TextPartKind.First => "Output.Text(FirstStep);",
        TextPartKind.Allowed => "Output.Text(Allowed);",
        TextPartKind.Syntax => "Output.Text(Syntax);",
        TextPartKind.LineMax => $"Output.Text({shape.Model.Lines.Max}L);",
        TextPartKind.Limit => $"Output.Text(Options.{Names.Pascal(part.Text)});",
        TextPartKind.Word => $"Output.Text({Names.Pascal(part.Text)}.Span);",
        TextPartKind.Capture => $"Output.Text({Names.Pascal(part.Text)}Slot);",
        _ => $"Output.Text({Names.Camel(part.Text)});",
    };

    private static void Slots(CodeWriter code, ProtocolShape shape)
    {
        var used = new HashSet<TextPartKind>(shape.Model.Replies.SelectMany(Parts).Select(part => part.Kind));
        if (used.Contains(TextPartKind.Extensions))
            Extensions(code, shape);
        if (used.Contains(TextPartKind.Commands))
            Commands(code, shape);
        if (used.Contains(TextPartKind.First))
            FirstStep(code, shape);
        if (used.Contains(TextPartKind.Allowed))
            Allowed(code, shape);
        if (used.Contains(TextPartKind.Syntax))
            Syntax(code, shape);
        var captures = shape.Model.Replies.SelectMany(Parts).Where(part => part.Kind == TextPartKind.Capture).Select(part => part.Text).Distinct();
        foreach (string capture in captures)
            Capture(code, shape, capture);
    }

    private static void Extensions(CodeWriter code, ProtocolShape shape)
    {
        code.Line();
        code.Open("private void WriteExtensions()");
        for (int i = 0; i < shape.Model.Extensions.Count; i++)
        {
            var extension = shape.Model.Extensions[i];
            code.Open($"if ({shape.Offers(i)})");
            code.Line("Output.NextLine();");
            string keyword = extension.Keyword + (extension.Argument.Count > 0 ? " " : "");
            code.Line($"Output.Text({CodeWriter.Literal(keyword)}u8);");
            foreach (var part in extension.Argument)
                code.Line(Part(shape, part));
            code.Close();
            if (i < shape.Model.Extensions.Count - 1)
                code.Line();
        }

        code.Close();
    }

    private static void Commands(CodeWriter code, ProtocolShape shape)
    {
        var taken = shape.Model.Commands.Where(command => Enumerable.Range(0, shape.Model.States.Count).Any(state => Routes.Accepts(shape.Model, command, state)));
        var always = taken.Where(command => command.Extension < 0).Select(command => command.Verb);
        code.Line();
        code.Open("private void WriteCommands()");
        code.Line($"Output.Text({CodeWriter.Literal(string.Join(" ", always))}u8);");
        foreach (var command in taken.Where(command => command.Extension >= 0))
        {
            code.Line($"if ({shape.Offers(command.Extension)})");
            code.Line($"    Output.Text({CodeWriter.Literal(" " + command.Verb)}u8);");
        }

        code.Close();
    }

    private static void FirstStep(CodeWriter code, ProtocolShape shape)
    {
        var model = shape.Model;
        code.Line();
        code.Line("private ReadOnlySpan<byte> FirstStep => (State, _command) switch");
        code.Open("");
        for (int state = 0; state < model.States.Count; state++)
        {
            if (model.States[state].IsFinal)
                continue;
            for (int command = 0; command < model.Commands.Count; command++)
            {
                if (model.Commands[command].Cells[state] >= 0 || Routes.FirstStep(model, state, command) is not { Length: > 0 } verb)
                    continue;
                code.Line($"({shape.Name}State.{shape.State(state)}, {shape.Name}Command.{shape.Verb(command)}) => {CodeWriter.Literal(verb)}u8,");
            }

            if (Routes.Allowed(model, state).FirstOrDefault() is { } first)
                code.Line($"({shape.Name}State.{shape.State(state)}, _) => {CodeWriter.Literal(first)}u8,");
        }

        code.Line("_ => default,");
        code.Close(";");
    }

    private static void Allowed(CodeWriter code, ProtocolShape shape)
    {
        code.Line();
        code.Line("private ReadOnlySpan<byte> Allowed => State switch");
        code.Open("");
        for (int i = 0; i < shape.Model.States.Count; i++)
            code.Line($"{shape.Name}State.{shape.State(i)} => {CodeWriter.Literal(string.Join(", ", Routes.Allowed(shape.Model, i)))}u8,");
        code.Line("_ => default,");
        code.Close(";");
    }

    private static void Syntax(CodeWriter code, ProtocolShape shape)
    {
        code.Line();
        code.Line("private ReadOnlySpan<byte> Syntax => _command switch");
        code.Open("");
        for (int i = 0; i < shape.Model.Commands.Count; i++)
            code.Line($"{shape.Name}Command.{shape.Verb(i)} => {CodeWriter.Literal(shape.Model.Commands[i].Syntax)}u8,");
        code.Line("_ => default,");
        code.Close(";");
    }

    private static void Capture(CodeWriter code, ProtocolShape shape, string capture)
    {
        code.Line();
        code.Line($"private ReadOnlySpan<byte> {Names.Pascal(capture)}Slot => _command switch");
        code.Open("");
        for (int i = 0; i < shape.Model.Commands.Count; i++)
        {
            var entry = ArgumentList.Of(shape.Model, i).FirstOrDefault(item => item.Capture?.Name == capture);
            if (entry is not null)
                code.Line($"{shape.Name}Command.{shape.Verb(i)} => Captured(_line.Span, {CommandsEmitter.Place(shape.Model.Commands[i], capture, entry.Parameter)}),");
        }

        code.Line("_ => default,");
        code.Close(";");
    }
}
