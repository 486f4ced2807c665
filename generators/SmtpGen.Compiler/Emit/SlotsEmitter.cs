using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits what fills the slots of reply texts.</summary>
internal static class SlotsEmitter
{
    /// <summary>Whether a reply to the command repeats a part of it.</summary>
    public static bool UsesCaptures(ProtocolModel model, CommandModel command) =>
        command.Rules.SelectMany(rule => rule.Outcomes).Where(outcome => outcome.Reply >= 0).Any(outcome => Parts(model.Replies[outcome.Reply]).Any(part => part.Kind == TextPartKind.Capture));

    /// <summary>What the slots of the replies are filled with.</summary>
    public static void Emit(CodeWriter code, ProtocolShape shape)
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

    /// <summary>The statement that writes a part of a text.</summary>
    public static string Part(ProtocolShape shape, TextPart part) => part.Kind switch
    {
        TextPartKind.Literal => $"Output.Text({CodeWriter.Literal(part.Text)}u8);",
        TextPartKind.Host => "Output.Text(Options.HostNameOctets.Span);",
        TextPartKind.Commands => "WriteCommands();",
        TextPartKind.Path => $"Output.Text({CodeWriter.Literal(string.Join(", ", Routes.TransactionPath(shape.Model)))}u8);",
        TextPartKind.First => "Output.Text(FirstStep);",
        TextPartKind.Allowed => "WriteAllowed();",
        TextPartKind.Syntax => "Output.Text(Syntax);",
        TextPartKind.Octet => "WriteWrongOctet();",
        TextPartKind.LineMax => $"Output.Text({shape.Model.Lines.Max}L);",
        TextPartKind.Limit => $"Output.Text(Options.{Names.Pascal(part.Text)});",
        TextPartKind.Word => $"Output.Text({Names.Pascal(part.Text)}.Span);",
        TextPartKind.Capture => $"Output.Text({Names.Pascal(part.Text)}Slot);",
        _ => $"Output.Text({Names.Camel(part.Text)});",
    };

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
        code.Line("private global::System.ReadOnlySpan<byte> FirstStep => (State, _command) switch");
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
        string p = shape.Name;
        var extended = Enumerable.Range(0, shape.Model.Commands.Count).Where(i => shape.Model.Commands[i].Extension >= 0).ToList();
        code.Line();
        code.Open("private void WriteAllowed()");
        code.Line("bool isFirst = true;");
        code.Open($"for (var command = default({p}Command); (int)command < {shape.Model.Commands.Count}; command++)");
        code.Line($"if (!{p}Table.Allows(State, command){(extended.Count > 0 ? " || !Offers(command)" : "")})");
        code.Line("    continue;");
        code.Line("if (!isFirst)");
        code.Line("    Output.Text(\", \"u8);");
        code.Line($"Output.Text({p}Table.Verb(command));");
        code.Line("isFirst = false;");
        code.Close();
        code.Close();
        if (extended.Count == 0)
            return;
        code.Line();
        code.Line($"private bool Offers({p}Command command) => command switch");
        code.Open("");
        foreach (int i in extended)
            code.Line($"{p}Command.{shape.Verb(i)} => {shape.Offers(shape.Model.Commands[i].Extension)},");
        code.Line("_ => true,");
        code.Close(";");
    }

    private static void Syntax(CodeWriter code, ProtocolShape shape)
    {
        code.Line();
        code.Line("private global::System.ReadOnlySpan<byte> Syntax => _command switch");
        code.Open("");
        for (int i = 0; i < shape.Model.Commands.Count; i++)
            code.Line($"{shape.Name}Command.{shape.Verb(i)} => {CodeWriter.Literal(shape.Model.Commands[i].Syntax)}u8,");
        code.Line("_ => default,");
        code.Close(";");
    }

    private static void Capture(CodeWriter code, ProtocolShape shape, string capture)
    {
        code.Line();
        code.Line($"private global::System.ReadOnlySpan<byte> {Names.Pascal(capture)}Slot => _command switch");
        code.Open("");
        for (int i = 0; i < shape.Model.Commands.Count; i++)
        {
            var entry = ArgumentList.Of(shape.Model, i).FirstOrDefault(item => item.Capture?.Name == capture);
            if (entry is not null)
                code.Line($"{shape.Name}Command.{shape.Verb(i)} => Captured(_line.Span, {ArgumentList.Place(shape.Model.Commands[i], capture, entry.Parameter)}),");
        }

        code.Line("_ => default,");
        code.Close(";");
    }

    private static IEnumerable<TextPart> Parts(ReplyModel reply) => reply.Lines.SelectMany(line => line);
}
