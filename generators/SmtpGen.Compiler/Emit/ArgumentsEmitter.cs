namespace SmtpGen.Compiler.Emit;

/// <summary>Emits a struct for the arguments of each command that has any.</summary>
internal static class ArgumentsEmitter
{
    public static string Emit(ProtocolShape shape, string ns)
    {
        var model = shape.Model;
        var code = new CodeWriter(ns).BeginNamespace();
        for (int i = 0; i < model.Commands.Count; i++)
        {
            if (!shape.HasArguments(i))
                continue;
            string verb = model.Commands[i].Verb;
            code.Summary($"What {verb} says. Its texts point into the session's line and are valid until the command is answered.");
            code.OpenType($"public readonly struct {shape.Name}{shape.Verb(i)}Arguments");
            bool isFirst = true;
            foreach (var entry in ArgumentList.Of(model, i))
            {
                if (!isFirst)
                    code.Line();
                isFirst = false;
                code.Line($"/// <summary>{entry.Doc}</summary>");
                code.Line($"public {entry.Type} {entry.Name} {{ get; init; }}");
            }

            code.Close();
        }

        return code.ToString();
    }
}
