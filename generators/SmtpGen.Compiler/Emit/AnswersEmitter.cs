using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits how the machine takes the answers of a handler.</summary>
internal static class AnswersEmitter
{
    public static void Emit(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        foreach (var point in shape.Decisions.Where(point => point.Body is null && point.Line is null))
        {
            code.Summary($"Answers the decision {point.Name}.");
            code.Line("/// <exception cref=\"global::System.InvalidOperationException\">The machine does not wait for this answer.</exception>");
            code.Line("/// <exception cref=\"global::System.ArgumentException\">The default value chooses no reply.</exception>");
            code.Open($"public void Answer({point.Result} result)");
            var waits = shape.Decisions.Where(other => other.Result == point.Result).Select(other => $"{p}Decision.{other.Name}");
            code.Line($"if ({ProtocolShape.IsNot("Pending", waits)})");
            code.Line($"    throw new global::System.InvalidOperationException($\"The machine waits for {{Pending}}, not for {point.Name}.\");");
            NotDefault(code, point);
            if (ResultsEmitter.Sends(point))
                code.Line("_lines = result.Body;");
            code.Line("Answer(result.Outcome, result.Text);");
            code.Close();
        }

        int closing = shape.OtherwiseOutcome(OtherwiseInput.HandlerCloses);
        code.Line();
        code.Open("private void Answer(byte outcome, string? text)");
        code.Line("EndDecision();");
        code.Line($"Pending = {p}Decision.None;");
        code.Line("Apply(Chosen(outcome), text);");
        code.Close();
        code.Line();
        code.Line(closing < 0
            ? "private int Chosen(byte choice) => _firstOutcome + choice - 1;"
            : $"private int Chosen(byte choice) => choice == {p}Outcomes.HandlerCloses ? {closing} : _firstOutcome + choice - 1;");
        ExchangeEmitter.Properties(code, shape);
    }

    /// <summary>The statement that refuses a result which chooses no reply.</summary>
    public static void NotDefault(CodeWriter code, DecisionPoint point)
    {
        code.Line("if (result.IsDefault)");
        code.Line($"    throw new global::System.ArgumentException(\"A default {point.Result} chooses no reply.\", nameof(result));");
    }
}
