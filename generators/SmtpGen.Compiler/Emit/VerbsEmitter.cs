using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits how the machine finds the command of a line, by its verb.</summary>
internal static class VerbsEmitter
{
    public static void Emit(CodeWriter code, ProtocolShape shape)
    {
        OnLine(code, shape);
        OnLineTooLong(code, shape);
        Find(code, shape);
        Foreign(code, shape.Model);
    }

    private static void OnLine(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        code.Line("/// <inheritdoc/>");
        code.Open("protected override void OnLine(global::System.ReadOnlySpan<byte> line, long length)");
        code.Line("_command = null;");
        code.Line($"_parameterFlags = {p}Flags.None;");
        code.Line("var verb = line[..VerbLength(line)];");
        code.Line("var command = Find(verb);");
        LineMax(code, shape);
        code.Open("switch (command)");
        for (int i = 0; i < shape.Model.Commands.Count; i++)
        {
            code.Line($"case {p}Command.{shape.Verb(i)}:");
            code.Line($"    On{shape.Verb(i)}(line);");
            code.Line("    break;");
        }

        code.Line("default:");
        if (shape.Model.Foreign is { Verbs.Count: > 0 })
        {
            code.Line("    if (IsForeignVerb(verb))");
            code.Line("    {");
            code.Line("        Raise(global::SmtpGen.Runtime.ServerEvent.Foreign);");
            code.Line("        break;");
            code.Line("    }");
            code.Line();
        }

        if (shape.Model.Lines.AnyBlanks >= 0)
        {
            code.Line("    if (VerbBeforeTab(line) is >= 0 and var tab && Find(line[..tab]) is not null)");
            code.Line("        Miss(AnyBlanksOption);");
        }

        code.Line("    Refuse(global::SmtpGen.Runtime.ServerEvent.UnknownVerb);");
        code.Line("    break;");
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
        code.Guard("length > max", "OnLineTooLong(line)");
    }

    // Behind a command that announces octets and cannot be read, nobody knows where the next one begins.
    private static void OnLineTooLong(CodeWriter code, ProtocolShape shape)
    {
        var chunks = Enumerable.Range(0, shape.Model.Commands.Count).Where(i => shape.Model.Commands[i].Chunk is not null).ToList();
        if (chunks.Count == 0)
            return;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("protected override void OnLineTooLong(global::System.ReadOnlySpan<byte> start)");
        code.Line("_command = Find(start[..VerbLength(start)]);");
        code.Open("switch (_command)");
        foreach (int i in chunks)
        {
            code.Line($"case {shape.Name}Command.{shape.Verb(i)}:");
            code.Line($"    Fail({shape.BadArguments(i)});");
            code.Line("    break;");
        }

        code.Line("default:");
        code.Line("    Refuse(global::SmtpGen.Runtime.ServerEvent.LineTooLong);");
        code.Line("    break;");
        code.Close();
        code.Close();
    }

    // A verb of four letters is compared as one number; clearing bit 5 makes letters upper-case and nothing else a letter.
    private static void Find(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        code.Line();
        code.Open($"private static {p}Command? Find(global::System.ReadOnlySpan<byte> verb)");
        code.Open("switch (verb.Length)");
        foreach (var group in shape.Model.Commands.GroupBy(command => command.Verb.Length))
        {
            code.Line($"case {group.Key}:");
            var packed = group.Key == 4 ? group.Where(command => command.Verb.All(char.IsLetter)).ToList() : [];
            foreach (var command in group.Except(packed))
            {
                code.Line($"    if (global::System.Text.Ascii.EqualsIgnoreCase(verb, {CodeWriter.Literal(command.Verb)}u8))");
                code.Line($"        return {p}Command.{Names.Pascal(command.Verb)};");
            }

            if (packed.Count == 0)
            {
                code.Line("    return null;");
                continue;
            }

            code.Line("    return (global::System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(verb) & 0xDFDFDFDF) switch");
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
        code.Line("private static bool IsForeignVerb(global::System.ReadOnlySpan<byte> verb) =>");
        var tests = foreign.Verbs.Select(verb => $"global::System.Text.Ascii.EqualsIgnoreCase(verb, {CodeWriter.Literal(verb)}u8)");
        code.Line("    " + string.Join("\n    || ", tests) + ";");
    }
}
