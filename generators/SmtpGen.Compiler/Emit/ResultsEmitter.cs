using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits, for each decision, a struct that can only hold a reply that the specification allows there.</summary>
internal static class ResultsEmitter
{
    public static string Emit(ProtocolModel model, string ns)
    {
        var shape = new ProtocolShape(model);
        var code = new CodeWriter(ns, "System").BeginNamespace();
        foreach (var point in shape.Decisions)
            Result(code, shape, point);
        return code.ToString();
    }

    private static void Result(CodeWriter code, ProtocolShape shape, DecisionPoint point)
    {
        string p = shape.Name;
        var replies = point.Rule.Outcomes.Select(outcome => outcome.Reply).ToList();
        code.Summary($"The answer to {point.Name}; the default is {shape.Model.Replies[replies[0]].Name}.");
        code.Open($"public readonly struct {point.Name}Result");
        code.Open($"private {point.Name}Result(byte outcome, string? text)");
        code.Line("Outcome = outcome;");
        code.Line("Text = text;");
        code.Close();
        for (int i = 0; i < replies.Count; i++)
            Choice(code, shape, point, replies[i], i.ToString());
        bool canClose = shape.ClosingReply >= 0 && !replies.Contains(shape.ClosingReply);
        if (canClose)
            Choice(code, shape, point, shape.ClosingReply, $"{p}Outcomes.HandlerCloses");

        code.Summary("The reply.");
        code.Line($"public {p}Reply Reply => Outcome switch");
        code.Open("");
        for (int i = 1; i < replies.Count; i++)
            code.Line($"{i} => {p}Reply.{shape.Reply(replies[i])},");
        if (canClose)
            code.Line($"{p}Outcomes.HandlerCloses => {p}Reply.{shape.Reply(shape.ClosingReply)},");
        code.Line($"_ => {p}Reply.{shape.Reply(replies[0])},");
        code.Close(";");
        code.Summary("Whether the reply's code is 2xx or 3xx.");
        code.Line($"public bool IsPositive => {p}Replies.Code(Reply) < 400;");
        code.Line();
        code.Line("internal byte Outcome { get; }");
        code.Line();
        code.Line("internal string? Text { get; }");
        code.Close();
    }

    private static void Choice(CodeWriter code, ProtocolShape shape, DecisionPoint point, int index, string outcome)
    {
        var reply = shape.Model.Replies[index];
        string type = point.Name + "Result";
        string name = Names.Pascal(reply.Name);
        code.Summary(ReplyDoc.Text(reply));
        if (reply.Parameters.Count > 0)
        {
            string parameter = Names.Camel(reply.Parameters[0]);
            code.Line($"/// <param name=\"{parameter.TrimStart('@')}\">What <c>{{{CodeWriter.Xml(reply.Parameters[0])}}}</c> stands for.</param>");
            code.Line($"public static {type} {name}(string {parameter}) => new({outcome}, {parameter} ?? throw new ArgumentNullException(nameof({parameter})));");
        }
        else if (reply.IsFree)
        {
            code.Line("/// <param name=\"text\">Your own words; line breaks make more lines. Null: the text of the specification.</param>");
            code.Line($"public static {type} {name}(string? text = null) => new({outcome}, text);");
        }
        else
        {
            code.Line($"public static {type} {name} => new({outcome}, null);");
        }
    }
}
