using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the reply table: codes, names, texts.</summary>
internal static class RepliesEmitter
{
    public static string Emit(ProtocolShape shape, string ns)
    {
        var model = shape.Model;
        string p = shape.Name;
        var code = new CodeWriter(ns).BeginNamespace();
        code.Summary($"The replies of {model.Name}, as data.");
        code.OpenType($"public static partial class {p}Replies");

        code.Line(model.Statuses is null
            ? "/// <summary>The three-digit code.</summary>"
            : "/// <summary>What the status stands for: 200 what succeeded, 300 what goes on, 500 what failed. It is never sent.</summary>");
        code.Line($"public static int Code({p}Reply reply) => Codes[(int)reply];");
        Switch(code, shape, "The enhanced status code (RFC 3463), or an empty string.", "EnhancedCode", reply => reply.EnhancedCode, false);
        Switch(code, shape, "The name in the specification.", "Name", reply => reply.Name, false);
        Switch(code, shape, "The text, with slots in braces; lines are separated by LF.", "Text", ReplyDoc.Template, false);
        TryFind(code, shape);
        ByCode(code, shape);
        code.Span("private", "ushort", "Codes", model.Replies.Select(reply => reply.Code.ToString()).ToList());
        code.Close();
        return code.ToString();
    }

    /// <summary>Emits a method that maps each reply to a text.</summary>
    public static void Switch(
        CodeWriter code, ProtocolShape shape, string doc, string method, Func<ReplyModel, string> text, bool isPrivate, string? suffix = null)
    {
        if (isPrivate)
            code.Line();
        else
            code.Summary(doc);
        code.Line($"{(isPrivate ? "private" : "public")} static string {method}{suffix}({shape.Name}Reply reply) => reply switch");
        code.Open("");
        foreach (var reply in shape.Model.Replies)
        {
            if (text(reply) is { Length: > 0 } value)
                code.Line($"{shape.Name}Reply.{Names.Pascal(reply.Name)} => {CodeWriter.Literal(value)},");
        }

        code.Line("_ => \"\",");
        code.Close(";");
    }

    private static void TryFind(CodeWriter code, ProtocolShape shape)
    {
        code.Summary("Finds a reply by its name in the specification.");
        code.Open($"public static bool TryFind(string name, out {shape.Name}Reply reply)");
        code.Line($"int index = name switch");
        code.Open("");
        for (int i = 0; i < shape.Model.Replies.Count; i++)
            code.Line($"{CodeWriter.Literal(shape.Model.Replies[i].Name)} => {i},");
        code.Line("_ => -1,");
        code.Close(";");
        code.Line($"reply = index < 0 ? default : ({shape.Name}Reply)index;");
        code.Line("return index >= 0;");
        code.Close();
    }

    private static void ByCode(CodeWriter code, ProtocolShape shape)
    {
        var sorted = shape.Model.Replies.Select((reply, index) => (reply.Code, Index: index)).OrderBy(reply => reply.Code).ToList();
        code.Summary(shape.Model.Statuses is null
            ? "The replies with a three-digit code; empty when none has it."
            : "The replies whose status stands for a code: 200, 300 or 500; empty for any other.");
        code.Line($"public static global::System.ReadOnlySpan<{shape.Name}Reply> ByCode(int code) => code switch");
        code.Open("");
        for (int i = 0; i < sorted.Count;)
        {
            int count = sorted.Skip(i).TakeWhile(reply => reply.Code == sorted[i].Code).Count();
            code.Line($"{sorted[i].Code} => SortedByCode.Slice({i}, {count}),");
            i += count;
        }

        code.Line("_ => default,");
        code.Close(";");
        code.Line();
        code.Line($"private static global::System.ReadOnlySpan<{shape.Name}Reply> SortedByCode =>");
        code.Line("[");
        foreach (var reply in sorted)
            code.Line($"    {shape.Name}Reply.{shape.Reply(reply.Index)},");
        code.Line("];");
    }
}
