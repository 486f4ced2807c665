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
            code.Line($"{call.Type} {call.Method}({call.Parameters});");
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

    private static IEnumerable<Call> Calls(ProtocolShape shape)
    {
        foreach (var point in shape.Decisions)
        {
            var arguments = point.Body is not null && point.IsPer ? [("global::SmtpGen.Runtime.MessageBody", "body"), ($"{point.Name}Results", "results")]
                : point.Body is not null ? [("global::SmtpGen.Runtime.MessageBody", "body")]
                : point.Line is not null ? [("global::SmtpGen.Runtime.CommandText", Names.Camel(point.Line.Capture))]
                : shape.HasArguments(point) ? [($"{point.Name}Arguments", "arguments")]
                : new List<(string Type, string Name)>();
            if (SendersEmitter.Of(shape, point) is { } sender)
                arguments.Add((sender, "send"));
            arguments.Add(("global::System.Threading.CancellationToken", "cancellationToken"));
            yield return new Call(
                point.Body is not null && point.IsPer ? "global::System.Threading.Tasks.ValueTask" : $"global::System.Threading.Tasks.ValueTask<{point.Result}>",
                $"On{point.Name}Async",
                string.Join(", ", arguments.Select(a => $"{a.Type} {a.Name}")),
                string.Join(", ", arguments.Select(a => a.Name)));
        }

        yield return new Call("void", "OnStateChanged", $"{shape.Name}State from, {shape.Name}State to", "from, to");
        if (shape.HasUpgrade)
            yield return new Call("void", "OnSecured", "", "");
    }

    private sealed record Call(string Type, string Method, string Parameters, string Arguments);
}
