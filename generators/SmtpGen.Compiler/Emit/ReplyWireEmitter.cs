using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the replies as they are sent (RFC 5321 section 4.2.1).</summary>
internal static class ReplyWireEmitter
{
    public static string Emit(ProtocolModel model, string ns)
    {
        var shape = new ProtocolShape(model);
        string p = shape.Name;
        var code = new CodeWriter(ns).BeginNamespace();
        code.Line();
        code.Open($"public static partial class {p}Replies");

        code.Line("/// <summary>The whole reply, line ends included; empty for one that has slots.</summary>");
        code.Line($"internal static global::System.ReadOnlySpan<byte> Wire({p}Reply reply) => reply switch");
        code.Open("");
        foreach (var reply in model.Replies.Where(IsFixed))
            code.Line($"{p}Reply.{Names.Pascal(reply.Name)} => {CodeWriter.Literal(Wire(model, reply))}u8,");
        code.Line("_ => default,");
        code.Close(";");

        code.Summary(model.Statuses is null
            ? "What each line of the reply begins with, with the hyphen of a line that is not the last."
            : "What the first line of the reply begins with; the others have no prefix.");
        code.Line($"internal static global::System.ReadOnlySpan<byte> Prefix({p}Reply reply) => reply switch");
        code.Open("");
        foreach (var group in model.Replies.GroupBy(reply => Prefix(model, reply)))
        {
            string names = string.Join(" or ", group.Select(reply => $"{p}Reply.{Names.Pascal(reply.Name)}"));
            code.Line($"{names} => {CodeWriter.Literal(group.Key)}u8,");
        }

        code.Line("_ => default,");
        code.Close(";");
        code.Close();
        return code.ToString();
    }

    /// <summary>Whether the reply is the same every time.</summary>
    public static bool IsFixed(ReplyModel reply) =>
        reply.Parameters.Count == 0 && reply.Lines.All(line => line.All(part => part.Kind == TextPartKind.Literal));

    private static string Prefix(ProtocolModel model, ReplyModel reply)
    {
        if (model.Statuses is not null)
            return ReplyDoc.Head(model, reply) + " ";
        return reply.EnhancedCode.Length > 0 ? $"{reply.Code}-{reply.EnhancedCode} " : $"{reply.Code}-";
    }

    private static string Wire(ProtocolModel model, ReplyModel reply)
    {
        var texts = reply.Lines.Select(line => string.Concat(line.Select(part => part.Text))).ToList();
        if (model.Statuses is not null)
        {
            string rest = texts.Count == 1 ? "" : string.Concat(texts.Skip(1).Select(Stuffed)) + ".\r\n";
            return Prefix(model, reply) + texts[0] + "\r\n" + rest;
        }

        var lines = texts.Select(text => Prefix(model, reply) + text + "\r\n").ToList();
        lines[lines.Count - 1] = lines[lines.Count - 1].Remove(3, 1).Insert(3, " ");
        return string.Concat(lines);
    }

    private static string Stuffed(string line) => (line.StartsWith(".", StringComparison.Ordinal) ? "." : "") + line + "\r\n";
}
