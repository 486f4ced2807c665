namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the class that applications derive from: a method for each decision.</summary>
internal static class HandlerEmitter
{
    public static string Emit(ProtocolShape shape, string ns)
    {
        var model = shape.Model;
        string p = shape.Name;
        var code = new CodeWriter(ns).BeginNamespace();
        code.Summary($"Decides for one session of {model.Name}. What is not overridden gives the first reply of the specification.");
        code.OpenType($"public abstract partial class {p}Handler");
        code.Line("/// <summary>The session; null until a session was made with this handler.</summary>");
        code.Line($"public I{p}Session Session {{ get; internal set; }} = null!;");
        foreach (var point in shape.Decisions)
            Method(code, shape, point);
        code.Summary("The session came into a state, which may be the one it was in.");
        code.Line("/// <param name=\"from\">The state before.</param>");
        code.Line("/// <param name=\"to\">The state now.</param>");
        code.Open($"protected internal virtual void OnStateChanged({p}State from, {p}State to)");
        code.Close();
        if (shape.HasUpgrade)
        {
            code.Summary("The connection is encrypted now, in the middle of the session; the session's Security says how.");
            code.Open("protected internal virtual void OnSecured()");
            code.Close();
        }

        code.Close();
        return code.ToString();
    }

    private static void Method(CodeWriter code, ProtocolShape shape, DecisionPoint point)
    {
        string type = point.Result;
        if (point.Body is not null)
        {
            Body(code, point, type);
            return;
        }

        string doc = point.Command < 0 ? "A client connected." : shape.Model.Commands[point.Command].Doc;
        if (point.Line is not null)
            doc = $"A line came in that {shape.Model.Commands[point.Command].Verb} had asked for.";
        code.Summary(doc.Length > 0 ? doc : point.Name);
        string arguments = "";
        if (point.Line is not null)
        {
            string name = Names.Camel(point.Line.Capture);
            arguments = $"global::SmtpGen.Runtime.CommandText {name}, ";
            code.Line($"/// <param name=\"{name.TrimStart('@')}\">What the line says; valid until the task ends.</param>");
        }
        else if (shape.HasArguments(point))
        {
            arguments = $"{point.Name}Arguments arguments, ";
            code.Line("/// <param name=\"arguments\">What the client said; valid until the task ends.</param>");
        }

        if (SendersEmitter.Of(shape, point) is { } sender)
        {
            arguments += $"{sender} send, ";
            code.Line("/// <param name=\"send\">Sends other replies before the one that is chosen; valid until the task ends.</param>");
        }

        code.Line("/// <param name=\"cancellationToken\">The token the session was started with.</param>");
        string head = $"global::System.Threading.Tasks.ValueTask<{type}> On{point.Name}Async({arguments}global::System.Threading.CancellationToken cancellationToken)";
        if (ResultsEmitter.HasDefault(shape, point))
        {
            code.Line($"protected internal virtual {head} =>");
            code.Line($"    new({ResultsEmitter.First(point)});");
        }
        else
        {
            code.Line($"protected internal abstract {head};");
        }
    }

    private static void Body(CodeWriter code, DecisionPoint point, string type)
    {
        string doc = point.Body!.Doc.Length > 0 ? point.Body.Doc + " " : "";
        code.Summary($"{doc}It comes in while the method reads it; what is not read is thrown away before the answer.");
        code.Line("/// <param name=\"body\">The body while it arrives; valid until the task ends.</param>");
        if (point.IsPer)
            code.Line("/// <param name=\"results\">The answers; those that are not set are temporary failures, and are reported.</param>");
        code.Line("/// <param name=\"cancellationToken\">The token the session was started with.</param>");
        code.Line(point.IsPer
            ? $"protected internal abstract global::System.Threading.Tasks.ValueTask On{point.Name}Async(global::SmtpGen.Runtime.MessageBody body, {point.Name}Results results, global::System.Threading.CancellationToken cancellationToken);"
            : $"protected internal abstract global::System.Threading.Tasks.ValueTask<{type}> On{point.Name}Async(global::SmtpGen.Runtime.MessageBody body, global::System.Threading.CancellationToken cancellationToken);");
    }
}
