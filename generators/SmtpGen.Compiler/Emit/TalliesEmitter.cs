using SmtpGen.Language.Model;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits how the machine counts answers of which a session gets only so many.</summary>
internal static class TalliesEmitter
{
    /// <summary>The fields that count.</summary>
    public static void Fields(CodeWriter code, ProtocolShape shape)
    {
        foreach (var tally in shape.Tallies)
            code.Line($"private long {Counter(shape, tally.Model)};");
    }

    /// <summary>The method that counts an outcome, and gives another one where it would be one too many.</summary>
    public static void Emit(CodeWriter code, ProtocolShape shape)
    {
        if (shape.Tallies.Count == 0)
            return;
        code.Line();
        code.Line("// Counts an answer; where it is one too many, another takes its place.");
        code.Open("private int Tally(int outcome)");
        foreach (var tally in shape.Tallies)
        {
            var model = tally.Model;
            string limit = Names.Pascal(shape.Model.Limits[model.Limit].Name);
            code.Line($"if (outcome is {OneOf(shape.AnswersOf(model.Commands, model.Replies))} && {Counter(shape, model)}++ >= Options.{limit})");
            code.Line($"    return {tally.Outcome};");
            if (model.Until.Count > 0)
            {
                code.Line($"if (outcome is {OneOf(shape.AnswersOf(EquatableArray<int>.Empty, model.Until))})");
                code.Line($"    {Counter(shape, model)} = 0;");
            }
        }

        code.Line("return outcome;");
        code.Close();
        Denials(code, shape);
    }

    private static void Denials(CodeWriter code, ProtocolShape shape)
    {
        var counting = shape.Tallies.Where(tally => tally.Model.Replies.Count > 0).ToList();
        if (counting.Count == 0)
            return;
        string p = shape.Name;
        code.Line();
        code.Line("// A refusal that no rule chooses, but a policy, a need or a limit: it counts in the same way.");
        code.Open($"private void Deny({p}Reply reply)");
        foreach (var tally in counting)
        {
            string replies = string.Join(" or ", tally.Model.Replies.Select(reply => $"{p}Reply.{shape.Reply(reply)}"));
            string limit = Names.Pascal(shape.Model.Limits[tally.Model.Limit].Name);
            code.Open($"if (reply is {replies} && {Counter(shape, tally.Model)}++ >= Options.{limit})");
            code.Line($"Apply({tally.Outcome}, null);");
            code.Line("return;");
            code.Close();
            code.Line();
        }

        code.Line("WriteReply(reply, null);");
        code.Close();
    }

    // A number that no outcome has, where none is meant.
    private static string OneOf(IEnumerable<int> outcomes) => string.Join(" or ", outcomes.DefaultIfEmpty(-1));

    private static string Counter(ProtocolShape shape, TallyModel tally) =>
        $"_{Names.Camel(shape.Model.Limits[tally.Limit].Name).TrimStart('@')}Tally";
}
