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
        var code = new CodeWriter(ns).BeginNamespace();
        code.Line();
        code.Open($"public sealed partial class {p}ServerMachine");
        Utf8(code, shape);
        Write(code, shape);
        foreach (var reply in model.Replies.Where(reply => !ReplyWireEmitter.IsFixed(reply)))
            Reply(code, shape, reply);
        SlotsEmitter.Emit(code, shape);
        code.Close();
        return code.ToString();
    }

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
            code.Line(part.Kind == TextPartKind.Extensions ? "WriteExtensions();" : SlotsEmitter.Part(shape, part));
    }
}
