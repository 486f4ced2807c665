using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits, for each decision, a struct that can only hold a reply that the specification allows there.</summary>
internal static class ResultsEmitter
{
    public static string Emit(ProtocolModel model, string ns)
    {
        var shape = new ProtocolShape(model);
        string[] usings = shape.Decisions.Any(Sends) ? ["System", "System.IO"] : ["System"];
        var code = new CodeWriter(ns, usings).BeginNamespace();
        foreach (var point in shape.Decisions.Where(point => point.Line is null))
        {
            Result(code, shape, point);
            if (point.IsPer)
                Results(code, point);
        }

        return code.ToString();
    }

    private static void Result(CodeWriter code, ProtocolShape shape, DecisionPoint point)
    {
        string p = shape.Name;
        var replies = point.Rule.Outcomes.Select(outcome => outcome.Reply).ToList();
        code.Summary($"The answer to {point.Name}; the default is {shape.Model.Replies[replies[0]].Name}.");
        code.Open($"public readonly struct {point.Name}Result");
        bool sends = Sends(point);
        code.Open($"private {point.Name}Result(byte outcome, string? text{(sends ? ", Stream? body = null" : "")})");
        code.Line("Outcome = outcome;");
        code.Line("Text = text;");
        if (sends)
            code.Line("Body = body;");
        code.Close();
        for (int i = 0; i < replies.Count; i++)
            Choice(code, shape, point, replies[i], i.ToString(), point.Rule.Outcomes[i].Then is SendBodyModel);
        bool canClose = shape.ClosingReply >= 0 && !replies.Contains(shape.ClosingReply);
        if (canClose)
            Choice(code, shape, point, shape.ClosingReply, $"{p}Outcomes.HandlerCloses", false);

        Of(code, shape, point, canClose);
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
        code.Line("/// <summary>What the handler said in its own words, or the value in the reply's text; null: neither.</summary>");
        code.Line("public string? Text { get; }");
        if (sends)
        {
            code.Line();
            code.Line("/// <summary>The lines that follow the reply; null where none do.</summary>");
            code.Line("public Stream? Body { get; }");
        }

        code.Close();
    }

    /// <summary>Whether lines that the handler gives may follow a reply.</summary>
    public static bool Sends(DecisionPoint point) => point.Rule.Outcomes.Any(outcome => outcome.Then is SendBodyModel);

    private static void Results(CodeWriter code, DecisionPoint point)
    {
        code.Summary($"The answers to {point.Name}, one for each recipient in order, duplicates included.");
        code.Line($$"""
            public sealed class {{point.Name}}Results
            {
                private readonly {{point.Result}}?[] _results;

                /// <summary>Answers of which none is set.</summary>
                /// <param name="count">How many there are.</param>
                public {{point.Name}}Results(int count) => _results = new {{point.Result}}?[count];

                /// <summary>How many answers there are.</summary>
                public int Count => _results.Length;

                /// <summary>Whether every answer is set, to a refusal.</summary>
                internal bool IsRefused => Array.TrueForAll(_results, result => result is { IsPositive: false });

                /// <summary>An answer; null where none is set.</summary>
                public {{point.Result}}? this[int index]
                {
                    get => _results[index];
                    set => _results[index] = value;
                }

                /// <summary>Gives everybody the same answer.</summary>
                public void SetAll({{point.Result}} result) => Array.Fill(_results, result);
            }
            """);
    }

    private static void Of(CodeWriter code, ProtocolShape shape, DecisionPoint point, bool canClose)
    {
        string p = shape.Name;
        var choices = point.Rule.Outcomes.Where(outcome => outcome.Then is not SendBodyModel).Select(outcome => outcome.Reply).ToList();
        if (canClose)
            choices.Add(shape.ClosingReply);
        code.Summary("The answer that gives a reply, for those who know it by its name only.");
        code.Line("/// <param name=\"reply\">The reply.</param>");
        code.Line("/// <param name=\"text\">Your own words, or the value in its text, where the reply takes one.</param>");
        code.Line($"/// <exception cref=\"ArgumentException\">The specification has no such answer to {point.Name}.</exception>");
        code.Open($"public static {point.Result} Of({p}Reply reply, string? text = null) => reply switch");
        foreach (var reply in choices.Select(index => shape.Model.Replies[index]))
        {
            string value = reply.Parameters.Count > 0 ? "(text ?? \"\")" : reply.IsFree ? "(text)" : "";
            code.Line($"{p}Reply.{Names.Pascal(reply.Name)} => {Names.Pascal(reply.Name)}{value},");
        }

        string names = string.Join(", ", choices.Select(index => shape.Reply(index)));
        code.Line($"_ => throw new ArgumentException($\"{point.Name} is not answered by {{reply}}, but by one of {names}.\", nameof(reply)),");
        code.Close(";");
    }

    private static void Choice(CodeWriter code, ProtocolShape shape, DecisionPoint point, int index, string outcome, bool sends)
    {
        var reply = shape.Model.Replies[index];
        var parameters = new List<string>();
        string text = "null";
        code.Summary(ReplyDoc.Text(shape.Model, reply));
        if (reply.Parameters.Count > 0)
        {
            string parameter = Names.Camel(reply.Parameters[0]);
            code.Line($"/// <param name=\"{parameter.TrimStart('@')}\">What <c>{{{CodeWriter.Xml(reply.Parameters[0])}}}</c> stands for.</param>");
            parameters.Add("string " + parameter);
            text = $"{parameter} ?? throw new ArgumentNullException(nameof({parameter}))";
        }
        else if (reply.IsFree && !sends)
        {
            code.Line("/// <param name=\"text\">Your own words; line breaks make more lines. Null: the text of the specification.</param>");
            parameters.Add("string? text = null");
            text = "text";
        }

        if (sends)
        {
            code.Line("/// <param name=\"body\">The lines that follow; it is disposed when they are sent.</param>");
            parameters.Add("Stream body");
            text += ", body";
        }

        string list = parameters.Count == 0 ? "" : $"({string.Join(", ", parameters)})";
        code.Line($"public static {point.Result} {Names.Pascal(reply.Name)}{list} => new({outcome}, {text});");
    }
}
