using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the replies as they are sent (RFC 5321 section 4.2.1).</summary>
internal static class ServerRepliesEmitter
{
    /// <summary>The file of a protocol's replies.</summary>
    /// <param name="shape">The protocol.</param>
    /// <param name="other">The protocol that it extends; null where there is none in the same assembly. Rows that both have are the other's.</param>
    /// <param name="ns">Its namespace.</param>
    /// <param name="baseNs">The namespace of the other protocol.</param>
    public static string Emit(ProtocolShape shape, ProtocolShape? other, string ns, string baseNs)
    {
        var code = new CodeWriter(ns, baseNs).BeginNamespace();
        code.Line();
        code.Open($"internal static partial class {shape.Name}ServerTable");
        if (other is null)
            Own(code, shape);
        else
            Derived(code, shape, other);
        code.Close();
        return code.ToString();
    }

    private static void Own(CodeWriter code, ProtocolShape shape)
    {
        code.Line($"private static {ServerTableEmitter.Rows}ServerReply[] Replies() =>");
        code.Line("[");
        code.Indent();
        for (int i = 0; i < shape.Model.Replies.Count; i++)
            Reply(code, shape, i);
        ServerTableEmitter.CloseRows(code);
    }

    private static void Derived(CodeWriter code, ProtocolShape shape, ProtocolShape other)
    {
        var rows = Enumerable.Range(0, other.Model.Replies.Count).ToLookup(i => Row(other, i), other.Reply);
        code.Open($"private static {ServerTableEmitter.Rows}ServerReply[] Replies()");
        code.Line($"var inherited = {code.Base}.{other.Name}ServerTable.Instance.Replies;");
        code.Line("return");
        code.Line("[");
        code.Indent();
        for (int i = 0; i < shape.Model.Replies.Count; i++)
        {
            if (rows[Row(shape, i)].FirstOrDefault() is { } same)
                code.Line($"inherited[(int){code.Base}.{other.Name}Reply.{same}],");
            else
                Reply(code, shape, i);
        }

        ServerTableEmitter.CloseRows(code);
        code.Close();
    }

    private static string Row(ProtocolShape shape, int index)
    {
        var row = new CodeWriter("");
        Reply(row, shape, index);
        return row.ToString();
    }

    /// <summary>A piece of a text, as an expression.</summary>
    public static string Part(ProtocolShape shape, TextPart part) => $"new {ServerTableEmitter.Rows}" + part.Kind switch
    {
        TextPartKind.Literal => Literal(part.Text),
        TextPartKind.Host => "HostPart()",
        TextPartKind.Commands => "CommandsPart()",
        TextPartKind.Path => Literal(string.Join(", ", Routes.TransactionPath(shape.Model))),
        TextPartKind.First => "FirstStepPart()",
        TextPartKind.Allowed => "AllowedPart()",
        TextPartKind.Syntax => "SyntaxPart()",
        TextPartKind.Octet => "OctetPart()",
        TextPartKind.Verb => "VerbPart()",
        TextPartKind.Extensions => "ExtensionsPart()",
        TextPartKind.LineMax => Literal(shape.Model.Lines.Max.ToString()),
        TextPartKind.Limit => $"LimitPart({IndexOf(shape.Model.Limits.Select(limit => limit.Name), part.Text)})",
        TextPartKind.Word => $"WordPart({IndexOf(shape.Model.Words.Select(word => word.Name), part.Text)})",
        TextPartKind.Prefix => $"PrefixPart({IndexOf(shape.Model.Prefix!.Captures, part.Text)})",
        TextPartKind.Capture => $"CapturePart({CodeWriter.Literal(part.Text)})",
        TextPartKind.Parameter or TextPartKind.ParameterLength => throw new ArgumentException("A value belongs to a reply.", nameof(part)),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part.Kind, "Not a kind of text."),
    };

    private static string Part(ProtocolShape shape, ReplyModel reply, TextPart part)
    {
        if (part.Kind is not (TextPartKind.Parameter or TextPartKind.ParameterLength))
            return Part(shape, part);
        int index = IndexOf(reply.Parameters.Select(parameter => parameter.Name), part.Text);
        string form = part.Kind == TextPartKind.ParameterLength ? "Length" : reply.Parameters[index].Kind switch
        {
            ReplyValueKind.Quoted => "Quoted",
            ReplyValueKind.Doubled => "Doubled",
            ReplyValueKind.Octets => "Octets",
            _ => "Text",
        };
        return $"new {ServerTableEmitter.Rows}ValuePart({index}{(form == "Text" ? "" : $", {ServerTableEmitter.Rows}ReplyValueForm.{form}")})";
    }

    private static string Literal(string text) => $"LiteralPart({CodeWriter.Literal(text)}u8)";

    private static int IndexOf(IEnumerable<string> names, string name) => names.TakeWhile(other => other != name).Count();

    private static void Reply(CodeWriter code, ProtocolShape shape, int index)
    {
        var model = shape.Model;
        var reply = model.Replies[index];
        string head = $"{CodeWriter.Literal(reply.Name)}, {reply.Code}, {CodeWriter.Literal(Prefix(model, reply))}u8";
        string tallies = ServerOutcomesEmitter.Tallies("CountedBy", shape.TalliesOfReply(index));
        if (IsFixed(reply))
        {
            ServerTableEmitter.Row(code, head, [$"Wire = {CodeWriter.Literal(Wire(model, reply))}u8.ToArray()", tallies]);
            return;
        }

        code.Line($"new({head})");
        code.Open("");
        if (reply.Status is { } opening && !IsFixed(opening))
            code.Line($"Opening = [{string.Join(", ", opening.Parts.Append(new(TextPartKind.Literal, " ")).Select(part => Part(shape, part)))}],");
        foreach (string property in new[] { reply.Parameters.Count > 0 ? "HasParameter = true" : "", reply.IsWhole ? "IsWhole = true" : "", tallies })
        {
            if (property.Length > 0)
                code.Line(property + ",");
        }

        code.Line("Lines =");
        code.Line("[");
        code.Indent();
        foreach (var line in reply.Lines)
            code.Line($"[{string.Join(", ", line.Select(part => Part(shape, reply, part)))}],");
        code.Outdent();
        code.Line("],");
        code.Close(",");
    }

    // Whether the reply is the same every time.
    private static bool IsFixed(ReplyModel reply) =>
        reply.Parameters.Count == 0 && (reply.Status is null || IsFixed(reply.Status))
        && reply.Lines.All(line => line.All(part => part.Kind == TextPartKind.Literal));

    private static bool IsFixed(StatusModel status) => status.Parts.All(part => part.Kind == TextPartKind.Literal);

    private static string Prefix(ProtocolModel model, ReplyModel reply)
    {
        if (reply.IsSilent)
            return "";
        if (model.Statuses is not null)
            return reply.Status is { Text.Length: > 0 } status && IsFixed(status) ? string.Concat(status.Parts.Select(part => part.Text)) + " " : "";
        return reply.EnhancedCode.Length > 0 ? $"{reply.Code}-{reply.EnhancedCode} " : $"{reply.Code}-";
    }

    private static string Wire(ProtocolModel model, ReplyModel reply)
    {
        if (reply.IsSilent)
            return "";
        var texts = reply.Lines.Select(line => string.Concat(line.Select(part => part.Text))).ToList();
        if (model.Statuses is not null)
        {
            string rest = model.Lines.IsPlain ? string.Concat(texts.Skip(1).Select(text => text + "\r\n"))
                : texts.Count == 1 ? ""
                : string.Concat(texts.Skip(1).Select(Stuffed)) + ".\r\n";
            return Prefix(model, reply) + texts[0] + "\r\n" + rest;
        }

        var lines = texts.Select(text => Prefix(model, reply) + text + "\r\n").ToList();
        lines[lines.Count - 1] = lines[lines.Count - 1].Remove(3, 1).Insert(3, " ");
        return string.Concat(lines);
    }

    private static string Stuffed(string line) => (line.StartsWith(".", StringComparison.Ordinal) ? "." : "") + line + "\r\n";
}
