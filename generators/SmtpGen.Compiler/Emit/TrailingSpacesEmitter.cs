namespace SmtpGen.Compiler.Emit;

/// <summary>Emits which commands keep the spaces at the end of their lines.</summary>
internal static class TrailingSpacesEmitter
{
    public static void Emit(CodeWriter code, ProtocolShape shape)
    {
        var verbs = Enumerable.Range(0, shape.Model.Commands.Count).Where(i => shape.Model.Commands[i].KeepsSpaces).Select(shape.Verb).ToList();
        if (verbs.Count == 0)
            return;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("protected override bool KeepsSpaces(global::System.ReadOnlySpan<byte> line) =>");
        code.Line($"    Find(line[..VerbLength(line)]) is {string.Join(" or ", verbs.Select(verb => $"{shape.Name}Command.{verb}"))};");
    }
}
