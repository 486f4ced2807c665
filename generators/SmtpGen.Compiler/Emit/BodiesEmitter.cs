using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits how the machine begins and answers bodies.</summary>
internal static class BodiesEmitter
{
    public static void Emit(CodeWriter code, ProtocolShape shape)
    {
        if (shape.Bodies.Count == 0)
            return;
        foreach (var body in shape.Bodies)
            Answer(code, shape, body);
        TooBig(code, shape);
        Fixed(code, shape, "OnBodyMalformed", "_badFraming");
        if (shape.Bodies.Any(body => body.Nul >= 0))
            Fixed(code, shape, "OnBodyNul", "_nul");
        Both(code, shape);
        if (shape.Chunks.Any())
            ChunksEmitter.Emit(code, shape);
    }

    /// <summary>The statements that begin a body.</summary>
    public static string Begin(ProtocolShape shape, ReadBodyEntry read)
    {
        string limit = read.Body.Model.Limit < 0 ? "long.MaxValue" : "Options." + Names.Pascal(shape.Model.Limits[read.Body.Model.Limit].Name);
        string raw = read.Body.Model.RawWhen == 0 ? "false" : shape.FlagTest(read.Body.Model.RawWhen, 0);
        string nul = shape.Bodies.Any(body => body.Nul >= 0) ? $"_nul = {read.Nul};\n            " : "";
        string takesNul = read.Body.Model.NulOption < 0 ? raw
            : raw == "false" ? shape.IsOptionOn(read.Body.Model.NulOption)
            : $"{shape.IsOptionOn(read.Body.Model.NulOption)} || ({raw})";
        string common = $"_firstOutcome = {read.Body.First};\n            _badFraming = {read.BadFraming};\n            {nul}"
            + $"Pending = {shape.Name}Decision.{read.Body.Decision};\n            ";
        if (read.Chunk is not { } chunk)
            return $"{common}BeginBody({limit}, {takesNul});";
        return $"{common}_afterRefusal = {shape.Name}State.{shape.State(chunk.RefusedTarget)};\n            _more = {read.More};\n            "
            + $"BeginChunk(_chunkOctets, _isLastChunk, {limit}, {raw}, {takesNul});";
    }

    private static void Answer(CodeWriter code, ProtocolShape shape, BodyEntry body)
    {
        string p = shape.Name;
        bool isPer = body.Model.Per >= 0;
        code.Summary($"Answers the body {body.Decision}{(isPer ? ", once for each recipient" : "")}.");
        code.Line("/// <exception cref=\"global::System.InvalidOperationException\">The machine does not wait for this answer.</exception>");
        if (!isPer)
            code.Line("/// <exception cref=\"global::System.ArgumentException\">The default value chooses no reply.</exception>");
        code.Open($"public void Answer({body.Decision}Result{(isPer ? "s results" : " result")})");
        code.Line($"if (Pending != {p}Decision.{body.Decision})");
        code.Line($"    throw new global::System.InvalidOperationException($\"The machine waits for {{Pending}}, not for {body.Decision}.\");");
        if (!isPer)
            AnswersEmitter.NotDefault(code, shape.Decisions.First(point => point.Name == body.Decision));
        code.Line("bool isEarly = EndBody();");
        if (isPer)
            Each(code, shape, body);
        else
            code.Line("AnswerBody(isEarly, Chosen(result.Outcome), result.Text);");
        code.Close();
    }

    private static void Each(CodeWriter code, ProtocolShape shape, BodyEntry body)
    {
        string p = shape.Name;
        int failed = shape.OtherwiseOutcome(OtherwiseInput.HandlerFailed);
        string target = $"{p}Outcomes.Target[_firstOutcome]";
        code.Line($"Pending = {p}Decision.None;");
        code.Line($"int target = {(shape.Chunks.Any() ? $"isEarly ? (int)_afterRefusal : {target}" : target)};");
        code.Open("for (int i = 0; i < (isEarly ? 1 : results.Count); i++)");
        string chosen = $"results[i] is {{ IsDefault: false }} result ? Chosen(result.Outcome) : {failed}";
        if (shape.Tallies.Count > 0)
        {
            code.Line($"int answer = {chosen};");
            code.Line("int outcome = Tally(answer);");
            code.Line($"WriteReply(({p}Reply){p}Outcomes.Reply[outcome], outcome == answer ? results[i]?.Text : null);");
        }
        else
        {
            code.Line($"int outcome = {chosen};");
            code.Line($"WriteReply(({p}Reply){p}Outcomes.Reply[outcome], results[i]?.Text);");
        }

        if (shape.FinalPattern is { } final)
        {
            code.Line("// Who ends the session ends it for everybody, when all are answered.");
            code.Line($"if (({p}State){p}Outcomes.Target[outcome] is {final})");
            code.Line($"    target = {p}Outcomes.Target[outcome];");
        }

        code.Close();
        code.Line();
        code.Line($"if (target != {p}Outcomes.Same)");
        code.Line($"    MoveTo(({p}State)target);");
        TransitionsEmitter.CloseAtEnd(code, shape);
    }

    private static void TooBig(CodeWriter code, ProtocolShape shape)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("protected override void OnBodyTooBig()");
        code.Open("int outcome = Pending switch");
        foreach (var body in shape.Bodies)
            code.Line($"{shape.Name}Decision.{body.Decision} => {body.TooBig},");
        code.Line("_ => -1,");
        code.Close(";");
        code.Line("AnswerBody(IsEarly, outcome, null);");
        code.Close();
    }

    // The answers that no handler chooses, set when the body began.
    private static void Fixed(CodeWriter code, ProtocolShape shape, string method, string outcome)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open($"protected override void {method}()");
        if (method == "OnBodyNul")
            Missed(code, shape);
        code.Line($"AnswerBody(IsEarly, {outcome}, null);");
        code.Close();
    }

    private static void Missed(CodeWriter code, ProtocolShape shape)
    {
        foreach (var options in shape.Bodies.Select(body => body.Model.NulOption).Where(option => option >= 0).Distinct())
            code.Line($"Miss({options});");
    }

    private static void Both(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        bool hasPer = shape.Bodies.Any(body => body.Model.Per >= 0);
        if (hasPer)
        {
            var counters = shape.Bodies.Where(body => body.Model.Per >= 0)
                .Select(body => $"{p}Decision.{body.Decision} => {Names.Counter(shape.Model.Commands[body.Model.Per])},");
            code.Line();
            code.Line("// How many answers the body gets.");
            code.Open("internal long AnswerCount => Pending switch");
            code.Line(string.Join("\n", counters));
            code.Line("_ => 1,");
            code.Close(";");
        }

        int closing = shape.OtherwiseOutcome(OtherwiseInput.HandlerCloses);
        code.Line();
        code.Open("private void AnswerBody(bool isEarly, int outcome, string? text)");
        if (hasPer)
            code.Line("long more = AnswerCount - 1;");
        code.Line($"Pending = {p}Decision.None;");
        if (shape.Chunks.Any())
        {
            code.Open(closing < 0 ? "if (isEarly)" : $"if (isEarly && outcome != {closing})");
            code.Line($"WriteReply(({p}Reply){p}Outcomes.Reply[outcome], text);");
            code.Line("MoveTo(_afterRefusal);");
            code.Line("return;");
            code.Close();
            code.Line();
        }

        if (hasPer)
        {
            code.Line("for (; !isEarly && more > 0; more--)");
            code.Line($"    WriteReply(({p}Reply){p}Outcomes.Reply[outcome], text);");
        }

        code.Line("Apply(outcome, text);");
        code.Close();
    }
}
