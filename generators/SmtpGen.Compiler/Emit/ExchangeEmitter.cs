namespace SmtpGen.Compiler.Emit;

/// <summary>Emits how the machine reads lines that are no commands.</summary>
internal static class ExchangeEmitter
{
    /// <summary>What a line says, as a property of the machine.</summary>
    public static void Properties(CodeWriter code, ProtocolShape shape)
    {
        foreach (var line in shape.Lines.GroupBy(line => line.Decision).Select(group => group.First()))
        {
            var (start, end) = Place(line);
            code.Summary($"What the client said in the line; valid while the machine waits for the decision {line.Decision}.");
            code.Line($"public global::SmtpGen.Runtime.CommandText {line.Decision} => TextAt({start}, {end});");
        }
    }

    /// <summary>The methods that take the lines.</summary>
    public static void Emit(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        var lines = shape.Lines.GroupBy(line => line.Decision).Select(group => group.First()).ToList();
        if (lines.Count == 0)
            return;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("protected override void OnExchange(global::System.ReadOnlySpan<byte> line)");
        code.Open("switch (_exchange)");
        foreach (var line in lines)
        {
            code.Line($"case {p}Decision.{line.Decision}:");
            code.Line($"    On{line.Decision}(line);");
            code.Line("    break;");
        }

        code.Close();
        code.Close();
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("protected override void OnExchangeTooLong() => Fail(_exchange switch");
        foreach (var line in lines)
            code.Line($"{p}Decision.{line.Decision} => {line.TooLong},");
        code.Line("_ => -1,");
        code.Close(");");
        foreach (var line in lines)
        {
            code.Line();
            code.Open($"private void On{line.Decision}(global::System.ReadOnlySpan<byte> line)");
            if (line.Cancel >= 0)
            {
                code.Open($"if (global::System.MemoryExtensions.SequenceEqual(line, {CodeWriter.Literal(line.Model.CancelText)}u8))");
                code.Line($"Apply({line.Cancel}, null);");
                code.Line("return;");
                code.Close();
                code.Line();
            }

            code.Open($"if (global::SmtpGen.Runtime.Grammar.GrammarMatcher.Match({p}Grammar.{line.Decision}, line, _registers{ProtocolShape.Switches(line.Model.Line)}) != line.Length)");
            if (line.Model.Line.Guards != 0)
                code.Line($"Misread({p}Grammar.{line.Decision}, line, 0, false);");
            code.Line($"Fail({line.BadArguments});");
            code.Line("return;");
            code.Close();
            code.Line();
            code.Line("_line = AwaitDecision(line);");
            code.Line($"Pending = {p}Decision.{line.Decision};");
            code.Close();
        }
    }

    private static (int Start, int End) Place(ReadLineEntry line)
    {
        var capture = line.Model.Line.Captures.First(capture => capture.Name == line.Model.Capture);
        return (capture.StartRegister, capture.EndRegister);
    }
}
