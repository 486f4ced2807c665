namespace SmtpGen.Compiler.Emit;

/// <summary>
/// Emits what a session asks of its handler as an interface, so that the handlers of a protocol in one assembly can decide
/// for protocols in others that extend it.
/// </summary>
internal static class DecisionsEmitter
{
    public static string Emit(ProtocolShape shape, string ns)
    {
        var model = shape.Model;
        string p = shape.Name;
        var calls = Calls(shape).ToList();
        var code = new CodeWriter(ns).BeginNamespace();
        code.Summary($"What a session of {model.Name} asks of its handler; each member is the handler's method of the same name.");
        code.OpenType($"public interface I{p}Decisions");
        code.Line("/// <summary>Gives the handler its session.</summary>");
        code.Line($"void Attach(I{p}Session session);");
        foreach (var call in calls)
        {
            code.Line();
            code.Line($"/// <inheritdoc cref=\"{p}Handler.{call.Method}\"/>");
            code.Line($"{call.Head};");
        }

        code.Close();
        code.Line();
        code.Open($"public abstract partial class {p}Handler : I{p}Decisions");
        code.Line($"void I{p}Decisions.Attach(I{p}Session session) => Attach(session);");
        foreach (var call in calls)
        {
            code.Line();
            code.Line($"{call.Type} I{p}Decisions.{call.Method}({call.Parameters}) => {call.Method}({call.Arguments});");
        }

        code.Line();
        code.Line($"internal virtual void Attach(I{p}Session session) => Session = session;");
        code.Close();
        return code.ToString();
    }

    private static IEnumerable<DecisionCall> Calls(ProtocolShape shape)
    {
        foreach (var point in shape.Decisions)
            yield return DecisionCall.Of(shape, point);
        yield return new DecisionCall("void", "OnStateChanged", $"{shape.Name}State from, {shape.Name}State to", "from, to");
        if (shape.HasUpgrade)
            yield return new DecisionCall("void", "OnSecured", "", "");
    }
}
