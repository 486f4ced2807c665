using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits how the machine answers what is no legal command.</summary>
internal static class EventsEmitter
{
    public static void Emit(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("protected override void OnEvent(global::SmtpGen.Runtime.ServerEvent what)");
        code.Line($"Pending = {p}Decision.None;");
        code.Line("int outcome = what switch");
        code.Open("");
        foreach (var row in shape.Otherwise.OrderBy(row => row.Key))
            code.Line($"global::SmtpGen.Runtime.ServerEvent.{row.Key} => {row.Value},");
        if (shape.Foreign >= 0)
            code.Line($"global::SmtpGen.Runtime.ServerEvent.Foreign => {shape.Foreign},");
        code.Line("_ => -1,");
        code.Close(";");
        code.Line("ApplyOrClose(outcome);");
        code.Close();

        HandlerFailed(code, shape);
        Secured(code, shape);
        ExchangeEmitter.Emit(code, shape);
        if (shape.Model.Foreign is { Octets.Count: > 0 } foreign)
        {
            string pattern = string.Join(" or ", foreign.Octets.Select(octet => $"0x{octet:X2}"));
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line($"protected override bool IsForeignOctet(byte octet) => octet is {pattern};");
        }
    }

    private static void HandlerFailed(CodeWriter code, ProtocolShape shape)
    {
        string p = shape.Name;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("protected override void OnHandlerFailed(bool inBody, bool isEarly)");
        if (shape.Bodies.Count > 0)
        {
            int failed = shape.OtherwiseOutcome(OtherwiseInput.HandlerFailed);
            if (shape.Bodies.Any(body => body.Model.Per >= 0))
            {
                code.Line($"var reply = ({p}Reply){p}Outcomes.Reply[{failed}];");
                code.Line("for (long more = inBody && !isEarly ? AnswerCount - 1 : 0; more > 0; more--)");
                code.Line("    WriteReply(reply, null);");
            }

            if (shape.Chunks.Any())
            {
                code.Line("if (isEarly)");
                code.Line("    MoveTo(_afterRefusal);");
                code.Line($"else if (inBody && {p}Outcomes.Target[_firstOutcome] != {p}Outcomes.Same)");
            }
            else
            {
                code.Line($"if (inBody && {p}Outcomes.Target[_firstOutcome] != {p}Outcomes.Same)");
            }

            code.Line($"    MoveTo(({p}State){p}Outcomes.Target[_firstOutcome]);");
        }

        code.Line("OnEvent(global::SmtpGen.Runtime.ServerEvent.HandlerFailed);");
        code.Close();
    }

    private static void Secured(CodeWriter code, ProtocolShape shape)
    {
        uint flags = shape.Outcomes.Where(entry => entry.Outcome.Then is UpgradeModel).Aggregate(0u, (mask, entry) => mask | entry.Outcome.Sets);
        if (flags == 0)
            return;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"protected override void OnSecured() => Flags |= {shape.Flags(flags)};");
    }
}
