namespace SmtpGen.Compiler.Emit;

/// <summary>How a handler is asked: a method of the handler, of the interface that stands for it, and of adapters.</summary>
/// <param name="Type">What the method returns.</param>
/// <param name="Method">Its name.</param>
/// <param name="Parameters">Its parameters, as they are declared.</param>
/// <param name="Arguments">The same as they are handed on.</param>
internal sealed record DecisionCall(string Type, string Method, string Parameters, string Arguments)
{
    private const string Tasks = "global::System.Threading.Tasks.";

    /// <summary>The method's declaration after its modifiers.</summary>
    public string Head => $"{Type} {Method}({Parameters})";

    /// <summary>The call for a decision.</summary>
    public static DecisionCall Of(ProtocolShape shape, DecisionPoint point)
    {
        var parameters = new List<(string Type, string Name)>();
        if (point.Body is not null)
            parameters.Add(("global::SmtpGen.Runtime.MessageBody", "body"));
        if (point.IsPer)
            parameters.Add(($"{point.Result}s", "results"));
        if (point.Line is not null)
            parameters.Add(("global::SmtpGen.Runtime.CommandText", Names.Camel(point.Line.Capture)));
        else if (point.Body is null && shape.HasArguments(point))
            parameters.Add(($"{shape.Name}{point.Name}Arguments", "arguments"));
        if (SendersEmitter.Of(shape, point) is { } sender)
            parameters.Add((sender, "send"));
        parameters.Add(("global::System.Threading.CancellationToken", "cancellationToken"));
        return new DecisionCall(
            point.IsPer ? Tasks + "ValueTask" : $"{Tasks}ValueTask<{point.Result}>",
            $"On{point.Name}Async",
            string.Join(", ", parameters.Select(parameter => $"{parameter.Type} {parameter.Name}")),
            string.Join(", ", parameters.Select(parameter => parameter.Name)));
    }

    /// <summary>Whether the handler's method has no answer of its own: only who overrides it has what the answer needs.</summary>
    public static bool IsAbstract(ProtocolShape shape, DecisionPoint point) => point.Body is not null || !ResultsEmitter.HasDefault(shape, point);
}
