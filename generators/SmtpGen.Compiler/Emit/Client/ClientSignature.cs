using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>What a method of a client has to be told: parameters in the order in which C# wants them.</summary>
/// <param name="Parameters">Type, name, default and documentation of each.</param>
internal sealed record ClientSignature(IReadOnlyList<ClientParameter> Parameters)
{
    public static ClientSignature Of(ClientShape shape, ClientAction action)
    {
        if (action.Kind == ClientActionKind.Line)
        {
            string name = Names.Camel(shape.Line(action).Capture);
            return new ClientSignature([new ClientParameter("string", name, "", "The line, without its end; no transcript shows it.")]);
        }

        if (action.Kind != ClientActionKind.Command)
            return new ClientSignature([]);
        var command = shape.Model.Commands[action.Subject];
        string? counts = shape.Chunk(action)?.Length ?? command.Data?.Length;
        var parameters = command.Writing.Inputs.Where(input => input.Capture != counts)
            .Select(input => Parameter(shape, action, input)).OrderBy(parameter => parameter.Default.Length > 0).ToList();
        if (shape.Chunk(action) is not null)
            parameters.Insert(0, new ClientParameter("global::System.ReadOnlySpan<byte>", "octets", "", "The octets of the chunk."));
        if (command.Data is { } data)
            parameters.Insert(parameters.FindLastIndex(parameter => parameter.Default.Length == 0) + 1,
                new ClientParameter("global::System.ReadOnlySpan<byte>", Names.Camel(data.Name), "", $"The octets of the {data.Name}."));
        if (ClientParametersEmitter.Has(shape.Model, action.Subject))
        {
            string type = ClientParametersEmitter.Type(shape.Model, action.Subject);
            parameters.Add(new ClientParameter(type + "?", "parameters", "null", "The parameters; null for none."));
        }

        return new ClientSignature(parameters);
    }

    /// <summary>As a list of parameters; a chunk that a task waits for cannot be a span.</summary>
    public string Declaration(bool isAsync) => string.Join(", ", Parameters.Select(parameter =>
        $"{(isAsync ? parameter.Type.Replace("global::System.ReadOnlySpan", "global::System.ReadOnlyMemory") : parameter.Type)} {parameter.Name}"
        + (parameter.Default.Length > 0 ? " = " + parameter.Default : "")));

    /// <summary>As a list of arguments.</summary>
    public string Arguments(bool fromAsync) => string.Join(", ", Parameters.Select(parameter =>
        fromAsync && parameter.Type.StartsWith("global::System.ReadOnlySpan", StringComparison.Ordinal) ? parameter.Name + ".Span" : parameter.Name));

    public void WriteDocs(CodeWriter code)
    {
        foreach (var parameter in Parameters)
            code.Line($"/// <param name=\"{parameter.Name.TrimStart('@')}\">{CodeWriter.Xml(parameter.Doc)}</param>");
    }

    private static ClientParameter Parameter(ClientShape shape, ClientAction action, WritingInput input)
    {
        string name = Names.Camel(input.Capture);
        bool isLast = input.Capture == shape.Chunk(action)?.Last;
        return input.Kind switch
        {
            WritingInputKind.List when input.IsOptional =>
                new ClientParameter("global::System.Collections.Generic.IReadOnlyCollection<string>?", name, "null", $"The {input.Capture}; null for none."),
            WritingInputKind.List =>
                new ClientParameter("global::System.Collections.Generic.IReadOnlyCollection<string>", name, "", $"The {input.Capture}, at least one."),
            WritingInputKind.Word => new ClientParameter("bool", name, isLast ? "" : "false", $"Whether to say {input.Capture}."),
            WritingInputKind.Number when input.IsOptional => new ClientParameter("ulong?", name, "null", $"The {input.Capture}; null for none."),
            WritingInputKind.Number => new ClientParameter("ulong", name, "", $"The {input.Capture}."),
            _ when input.IsOptional => new ClientParameter("string?", name, "null", $"The {input.Capture}; null for none."),
            _ => new ClientParameter("string", name, "", $"The {input.Capture}."),
        };
    }
}

/// <summary>A parameter of a method of a client.</summary>
internal sealed record ClientParameter(string Type, string Name, string Default, string Doc);
