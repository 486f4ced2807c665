using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the reply table: codes, names, texts.</summary>
internal static class RepliesEmitter
{
    /// <summary>The file of a protocol's replies.</summary>
    /// <param name="shape">The protocol.</param>
    /// <param name="inherited">What it has just as another protocol; null where it refers to none.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="baseNs">The namespace of the other protocol.</param>
    public static string Emit(ProtocolShape shape, InheritedReplies? inherited, string ns, string baseNs)
    {
        var model = shape.Model;
        string p = shape.Name;
        var code = new CodeWriter(ns, baseNs).BeginNamespace();
        code.Summary($"The replies of {model.Name}, as data.");
        code.OpenType($"public static partial class {p}Replies");

        code.Line(model.Statuses is null
            ? "/// <summary>The three-digit code.</summary>"
            : "/// <summary>What the status stands for: 200 what succeeded, 300 what goes on, 500 what failed. It is never sent.</summary>");
        code.Line($"public static int Code({p}Reply reply) => Codes[(int)reply];");
        Switch(code, shape, inherited, "The enhanced status code (RFC 3463), or an empty string.", "EnhancedCode", reply => reply.EnhancedCode);
        Switch(code, shape, inherited, "The name in the specification.", "Name", reply => reply.Name);
        Switch(code, shape, inherited, "The text, with slots in braces; lines are separated by LF.", "Text", ReplyDoc.Template);
        TryFind(code, shape);
        ByCode(code, shape);
        inherited?.Emit(code, shape);
        code.Span("private", "ushort", "Codes", model.Replies.Select(reply => reply.Code.ToString()).ToList());
        code.Close();
        return code.ToString();
    }

    /// <summary>Emits the arms of a switch that maps replies to texts.</summary>
    /// <param name="code">Takes them.</param>
    /// <param name="shape">The protocol.</param>
    /// <param name="inherited">The replies that are left out; null: none.</param>
    /// <param name="text">The text of each.</param>
    public static void Arms(CodeWriter code, ProtocolShape shape, InheritedReplies? inherited, Func<int, string> text)
    {
        code.Open("");
        for (int i = 0; i < shape.Model.Replies.Count; i++)
        {
            if (inherited?.Numbers[i] is null or InheritedReplies.None && text(i) is { Length: > 0 } value)
                code.Line($"{shape.Name}Reply.{shape.Reply(i)} => {CodeWriter.Literal(value)},");
        }

        code.Line("_ => \"\",");
        code.Close(";");
    }

    private static void Switch(CodeWriter code, ProtocolShape shape, InheritedReplies? inherited, string doc, string method, Func<ReplyModel, string> text)
    {
        code.Summary(doc);
        string found = inherited is null ? "" : $"IsInherited(reply, out var same) ? {inherited.Replies(code.Base)}.{method}(same) : ";
        code.Line($"public static string {method}({shape.Name}Reply reply) => {found}reply switch");
        Arms(code, shape, inherited, i => text(shape.Model.Replies[i]));
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
