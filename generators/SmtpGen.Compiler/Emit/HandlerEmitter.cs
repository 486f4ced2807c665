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
        Describe(code, shape, point);
        code.Line("/// <param name=\"cancellationToken\">The token the session was started with.</param>");
        string head = DecisionCall.Of(shape, point).Head;
        if (DecisionCall.IsAbstract(shape, point))
        {
            code.Line($"protected internal abstract {head};");
            return;
        }

        code.Line($"protected internal virtual {head} =>");
        code.Line($"    new({ResultsEmitter.First(point)});");
    }

    private static void Describe(CodeWriter code, ProtocolShape shape, DecisionPoint point)
    {
        if (point.Body is not null)
        {
            Body(code, point);
            return;
        }

        string doc = point.Command < 0 ? "A client connected." : shape.Model.Commands[point.Command].Doc;
        if (point.Line is not null)
            doc = $"A line came in that {shape.Model.Commands[point.Command].Verb} had asked for.";
        code.Summary(doc.Length > 0 ? doc : point.Name);
        if (point.Line is not null)
            code.Line($"/// <param name=\"{Names.Camel(point.Line.Capture).TrimStart('@')}\">What the line says; valid until the task ends.</param>");
        else if (shape.HasArguments(point))
            code.Line("/// <param name=\"arguments\">What the client said; valid until the task ends.</param>");
        if (SendersEmitter.Of(shape, point) is not null)
            code.Line("/// <param name=\"send\">Sends other replies before the one that is chosen; valid until the task ends.</param>");
    }

    private static void Body(CodeWriter code, DecisionPoint point)
    {
        string doc = point.Body!.Doc.Length > 0 ? point.Body.Doc + " " : "";
        code.Summary($"{doc}It comes in while the method reads it; what is not read is thrown away before the answer.");
        code.Line("/// <param name=\"body\">The body while it arrives; valid until the task ends.</param>");
        if (point.IsPer)
            code.Line("/// <param name=\"results\">The answers; those that are not set are temporary failures, and are reported.</param>");
    }
}
