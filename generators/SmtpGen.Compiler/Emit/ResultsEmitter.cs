using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits, for each decision, a struct that can only hold a reply that the specification allows there.</summary>
internal static class ResultsEmitter
{
    public static string Emit(ProtocolShape shape, string ns)
    {
        var model = shape.Model;
        var code = new CodeWriter(ns).BeginNamespace();
        foreach (var point in shape.Decisions.Where(point => !point.IsFurther))
        {
            Result(code, shape, point);
            if (point.IsPer)
                Results(code, shape, point);
        }

        return code.ToString();
    }

    private static void Result(CodeWriter code, ProtocolShape shape, DecisionPoint point)
    {
        string p = shape.Name;
        var replies = point.Rule.Outcomes.Select(outcome => outcome.Reply).ToList();
        code.Summary($"The answer to {point.Name}: one of the replies that the specification has for it. The default value is none of them.");
        code.OpenType($"public readonly struct {point.Result}");
        bool sends = Sends(point);
        bool gives = Gives(shape, point);
        code.Open($"internal {point.Result}(int outcome, string? text{(sends ? ", global::System.IO.Stream? body = null" : "")}{(gives ? ", global::SmtpGen.Runtime.ReplyValue[]? values = null" : "")})");
        code.Line("Outcome = outcome;");
        code.Line("Text = text;");
        if (gives)
            code.Line("Values = values;");
        if (sends)
            code.Line("Body = body;");
        code.Close();
        for (int i = 0; i < replies.Count; i++)
            Choice(code, shape, point, replies[i], (i + 1).ToString(), point.Rule.Outcomes[i].Sends);
        bool canClose = shape.ClosingReply >= 0 && !replies.Contains(shape.ClosingReply);
        if (canClose)
            Choice(code, shape, point, shape.ClosingReply, $"global::SmtpGen.Runtime.ServerTable.HandlerCloses", false);

        Of(code, shape, point, canClose);
        code.Summary("The reply.");
        code.Line("/// <exception cref=\"global::System.InvalidOperationException\">The default value chooses none.</exception>");
        code.Line($"public {p}Reply Reply => Outcome switch");
        code.Open("");
        for (int i = 0; i < replies.Count; i++)
            code.Line($"{i + 1} => {p}Reply.{shape.Reply(replies[i])},");
        if (canClose)
            code.Line($"global::SmtpGen.Runtime.ServerTable.HandlerCloses => {p}Reply.{shape.Reply(shape.ClosingReply)},");
        code.Line($"_ => throw new global::System.InvalidOperationException(\"A default {point.Result} chooses no reply.\"),");
        code.Close(";");
        code.Summary("Whether this is the default value, which chooses no reply: a handler that returns it has failed.");
        code.Line("public bool IsDefault => Outcome == 0;");
        code.Summary("Whether the reply's code is 2xx or 3xx; false for the default value.");
        code.Line($"public bool IsPositive => Outcome != 0 && {p}Replies.Code(Reply) < 400;");
        code.Line();
        code.Line("// The place of the outcome in its rule, counted from one: zero is what nobody chose.");
        code.Line("internal int Outcome { get; }");
        code.Line();
        code.Line("/// <summary>What the handler said in its own words, or the one text in the reply's; null: neither.</summary>");
        code.Line("public string? Text { get; }");
        if (gives)
        {
            code.Line();
            code.Line("// The values in the reply's text, where they are not one text.");
            code.Line("internal global::SmtpGen.Runtime.ReplyValue[]? Values { get; }");
        }

        if (sends)
        {
            code.Line();
            code.Line("/// <summary>The lines that follow the reply; null where none do.</summary>");
            code.Line("public global::System.IO.Stream? Body { get; }");
        }

        code.Close();
    }

    /// <summary>The expression for the first reply of the specification, which a handler gives that does not decide.</summary>
    public static string First(DecisionPoint point) => $"new {point.Result}(1, null)";

    /// <summary>Whether a handler that does not decide has an answer: the first reply needs nothing that only a handler has.</summary>
    public static bool HasDefault(ProtocolShape shape, DecisionPoint point) => point.Rule.Outcomes[0] is var first && !first.Sends
        && (first.Reply < 0 || shape.Model.Replies[first.Reply].Parameters.Count == 0);

    /// <summary>Whether lines that the handler gives may follow a reply.</summary>
    public static bool Sends(DecisionPoint point) => point.Rule.Outcomes.Any(outcome => outcome.Sends);

    private static void Results(CodeWriter code, ProtocolShape shape, DecisionPoint point)
    {
        code.Summary($"The answers to {point.Name}, one for each recipient in order, duplicates included.");
        code.Line(CodeWriter.Generated);
        code.Line($$"""
            public sealed class {{point.Result}}s : global::SmtpGen.Runtime.IReplyChoices
            {
                private readonly {{point.Result}}?[] _results;

                /// <summary>Answers of which none is set.</summary>
                /// <param name="count">How many there are.</param>
                public {{point.Result}}s(int count) => _results = new {{point.Result}}?[count];

                /// <summary>How many answers there are.</summary>
                public int Count => _results.Length;

                /// <summary>Whether every answer is set, to a refusal.</summary>
                internal bool IsRefused => global::System.Array.TrueForAll(_results, result => result is { IsDefault: false, IsPositive: false });

                /// <summary>How many recipients nobody has answered.</summary>
                internal int Missing
                {
                    get
                    {
                        int missing = 0;
                        foreach (var result in _results)
                        {
                            if (result is not { IsDefault: false })
                                missing++;
                        }

                        return missing;
                    }
                }

                /// <summary>An answer; null where none is set, which the default value does not do either.</summary>
                public {{point.Result}}? this[int index]
                {
                    get => _results[index];
                    set => _results[index] = value;
                }

                (int Choice, global::SmtpGen.Runtime.ReplyContent Content) global::SmtpGen.Runtime.IReplyChoices.ChoiceOf(int index) => _results[index] is { } result ? (result.Outcome, new(result.Text{{(Gives(shape, point) ? ", result.Values" : "")}})) : default;

                /// <summary>Gives everybody the same answer.</summary>
                public void SetAll({{point.Result}} result) => global::System.Array.Fill(_results, result);
            }
            """);
    }

    private static void Of(CodeWriter code, ProtocolShape shape, DecisionPoint point, bool canClose)
    {
        string p = shape.Name;
        var choices = point.Rule.Outcomes.Where(outcome => !outcome.Sends).Select(outcome => outcome.Reply)
            .Where(reply => !NeedsMoreThanText(shape.Model.Replies[reply])).ToList();
        if (canClose)
            choices.Add(shape.ClosingReply);
        code.Summary("The answer that gives a reply, for those who know it by its name only.");
        code.Line("/// <param name=\"reply\">The reply.</param>");
        code.Line("/// <param name=\"text\">Your own words, or the value in its text, where the reply takes one.</param>");
        code.Line($"/// <exception cref=\"global::System.ArgumentException\">The specification has no such answer to {point.Name}.</exception>");
        code.Open($"public static {point.Result} Of({p}Reply reply, string? text = null) => reply switch");
        foreach (var reply in choices.Select(index => shape.Model.Replies[index]))
        {
            string value = reply.Parameters.Count > 0 ? "text ?? \"\"" : reply.IsFree ? "text" : "";
            code.Line($"{p}Reply.{Names.Pascal(reply.Name)} => {Names.Pascal(reply.Name)}({value}),");
        }

        string names = string.Join(", ", choices.Select(index => shape.Reply(index)));
        code.Line($"_ => throw new global::System.ArgumentException($\"{point.Name} is not answered by {{reply}}, but by one of {names}.\", nameof(reply)),");
        code.Close(";");
    }

    /// <summary>Whether something is given with a reply that is not one text.</summary>
    public static bool NeedsMoreThanText(ReplyModel reply) => reply.Parameters.Count > 1 || reply.Parameters.Any(parameter => parameter.Kind != ReplyValueKind.Text);

    /// <summary>Whether such a reply is among the answers to a decision.</summary>
    public static bool Gives(ProtocolShape shape, DecisionPoint point) =>
        point.Rule.Outcomes.Any(outcome => outcome.Reply >= 0 && NeedsMoreThanText(shape.Model.Replies[outcome.Reply]));

    /// <summary>What a result holds, as arguments of the machine's methods.</summary>
    public static string Content(ProtocolShape shape, DecisionPoint point) => $"new(result.Text{(Gives(shape, point) ? ", result.Values" : "")})";

    private static void Choice(CodeWriter code, ProtocolShape shape, DecisionPoint point, int index, string outcome, bool sends)
    {
        var reply = shape.Model.Replies[index];
        var parameters = new List<string>();
        string text = "null";
        string? values = null;
        code.Summary(ReplyDoc.Text(reply));
        if (reply.Parameters.Count > 0)
        {
            foreach (var parameter in reply.Parameters)
            {
                string name = Names.Camel(parameter.Name);
                code.Line($"/// <param name=\"{name.TrimStart('@')}\">What <c>{{{CodeWriter.Xml(parameter.Name)}}}</c> stands for.</param>");
                string type = parameter.Kind switch
                {
                    ReplyValueKind.Number => "long",
                    ReplyValueKind.Octets => "global::System.ReadOnlyMemory<byte>",
                    _ when NeedsMoreThanText(reply) => "global::SmtpGen.Runtime.ReplyValue",
                    _ => "string",
                };
                parameters.Add($"{type} {name}");
            }

            if (NeedsMoreThanText(reply))
                values = $"[{string.Join(", ", reply.Parameters.Select(parameter => Names.Camel(parameter.Name)))}]";
            else
                text = $"{Names.Camel(reply.Parameters[0].Name)} ?? throw new global::System.ArgumentNullException(nameof({Names.Camel(reply.Parameters[0].Name)}))";
        }
        else if (reply.IsFree)
        {
            text = "text";
        }

        if (sends)
        {
            code.Line("/// <param name=\"body\">The lines that follow; it is disposed when they are sent.</param>");
            parameters.Add("global::System.IO.Stream body");
            text += ", body";
        }

        if (reply.IsFree && reply.Parameters.Count == 0)
        {
            code.Line($"/// <param name=\"text\">Your own words; {LineBreaks(shape.Model)} Null: the text of the specification.</param>");
            parameters.Add("string? text = null");
        }

        code.Line($"public static {point.Result} {Names.Pascal(reply.Name)}({string.Join(", ", parameters)}) => new({outcome}, {text}{(values is null ? "" : ", values: " + values)});");
    }

    private static string LineBreaks(ProtocolModel model) => model.Statuses is null
        ? "line breaks make more lines."
        : $"a line break becomes a space, and what is beyond a line of {model.Lines.Reply} octets is cut off.";
}
