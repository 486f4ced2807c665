using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits how the machine of a derived protocol writes the commands of the other, so that one program can speak both.</summary>
internal static class ClientAdapterEmitter
{
    public static void Emit(CodeWriter code, ClientShape shape, ClientShape other, string otherNs)
    {
        foreach (var action in other.Graph.Actions.Where(action => action.Kind != ClientActionKind.Body))
        {
            var signature = ClientSignature.Of(other, action);
            string parameters = Qualified(other, action, signature, otherNs);
            code.Line();
            code.Line($"void {otherNs}.I{other.Name}Commands.{other.Method(action)}({parameters}) =>");
            code.Line("    " + (Counterpart(shape, other, action) is { } same
                ? $"{shape.Method(same)}({string.Join(", ", signature.Parameters.Select(parameter => Argument(shape, other, action, same, parameter)))});"
                : $"throw new global::System.NotSupportedException({CodeWriter.Literal($"{shape.Model.Name} has no {action.Name}.")});"));
        }
    }

    private static string Qualified(ClientShape other, ClientAction action, ClientSignature signature, string otherNs) =>
        string.Join(", ", signature.Parameters.Select(parameter =>
            $"{(IsRecord(other, action, parameter) ? otherNs + "." : "")}{parameter.Type} {parameter.Name}"));

    private static bool IsRecord(ClientShape other, ClientAction action, ClientParameter parameter) =>
        action.Kind == ClientActionKind.Command && parameter.Type == ClientParametersEmitter.Type(other.Model, action.Subject) + "?";

    private static string Argument(ClientShape shape, ClientShape other, ClientAction action, ClientAction same, ClientParameter parameter)
    {
        if (!IsRecord(other, action, parameter))
            return parameter.Name;
        var known = ClientParametersEmitter.Of(shape.Model, same.Subject).Select(entry => entry.Name).ToList();
        var copies = ClientParametersEmitter.Of(other.Model, action.Subject).Select(entry => entry.Name).Where(known.Contains)
            .Select(name => $"{name} = {parameter.Name}.{name}");
        return $"{parameter.Name} is null ? null : new {ClientParametersEmitter.Type(shape.Model, same.Subject)} {{ {string.Join(", ", copies)} }}";
    }

    // A command that was renamed is the same; one that now is told something else is not.
    private static ClientAction? Counterpart(ClientShape shape, ClientShape other, ClientAction action)
    {
        var same = shape.Graph.Actions.FirstOrDefault(candidate => candidate.Kind == action.Kind && Original(shape, candidate) == Original(other, action));
        return same is not null && Types(shape, same).SequenceEqual(Types(other, action)) ? same : null;
    }

    private static string Original(ClientShape shape, ClientAction action) =>
        action.Subject < 0 ? "" : shape.Model.Commands[action.Subject].OriginalVerb;

    private static IEnumerable<string> Types(ClientShape shape, ClientAction action) =>
        ClientSignature.Of(shape, action).Parameters.Select(parameter => parameter.Type.TrimEnd('?'))
            .Select(type => type.EndsWith("Parameters", StringComparison.Ordinal) ? "Parameters" : type);
}
