using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the class that applications derive from: a method for each decision.</summary>
internal static class HandlerEmitter
{
    public static string Emit(ProtocolModel model, string ns)
    {
        var shape = new ProtocolShape(model);
        string p = shape.Name;
        var code = new CodeWriter(ns, "System.Threading", "System.Threading.Tasks", "SmtpGen.Runtime").BeginNamespace();
        code.Summary($"Decides for one session of {model.Name}. What is not overridden gives the first reply of the specification.");
        code.Open($"public abstract class {p}Handler");
        code.Line("/// <summary>The session; null until a session was made with this handler.</summary>");
        code.Line($"public {p}Session Session {{ get; internal set; }} = null!;");
        foreach (var point in shape.Decisions)
            Method(code, shape, point);
        code.Summary("The session came into a state, which may be the one it was in.");
        code.Line("/// <param name=\"from\">The state before.</param>");
        code.Line("/// <param name=\"to\">The state now.</param>");
        code.Open($"protected internal virtual void OnStateChanged({p}State from, {p}State to)");
        code.Close();
        code.Close();
        return code.ToString();
    }

    private static void Method(CodeWriter code, ProtocolShape shape, DecisionPoint point)
    {
        string type = point.Name + "Result";
        string doc = point.Command < 0 ? "A client connected." : shape.Model.Commands[point.Command].Doc;
        if (point.Body is not null)
            doc = $"The body that follows {shape.Model.Commands[point.Command].Verb} comes in. What is not read is thrown away before the answer.";
        code.Summary(doc.Length > 0 ? doc : point.Name);
        if (point.Body is not null)
        {
            code.Line("/// <param name=\"body\">The body while it arrives; valid until the task ends.</param>");
            code.Line("/// <param name=\"cancellationToken\">The token the session was started with.</param>");
            code.Line($"protected internal abstract ValueTask<{type}> On{point.Name}Async(MessageBody body, CancellationToken cancellationToken);");
            return;
        }

        string arguments = "";
        if (shape.HasArguments(point.Command))
        {
            arguments = $"{point.Name}Arguments arguments, ";
            code.Line("/// <param name=\"arguments\">What the client said; valid until the task ends.</param>");
        }

        code.Line("/// <param name=\"cancellationToken\">The token the session was started with.</param>");
        code.Line($"protected internal virtual ValueTask<{type}> On{point.Name}Async({arguments}CancellationToken cancellationToken) =>");
        code.Line($"    new(default({type}));");
    }
}
