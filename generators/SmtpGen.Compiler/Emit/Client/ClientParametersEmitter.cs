using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits a record for the parameters of each command that has any, which a client fills in.</summary>
internal static class ClientParametersEmitter
{
    public static string Emit(ProtocolModel model, string ns)
    {
        var code = new CodeWriter(ns).BeginNamespace();
        for (int i = 0; i < model.Commands.Count; i++)
        {
            if (!Has(model, i))
                continue;
            code.Summary($"The parameters of {model.Commands[i].Verb}; what is null or false is not sent.");
            code.OpenType($"public sealed record {Type(model, i)}");
            bool isFirst = true;
            foreach (var entry in Of(model, i))
            {
                if (!isFirst)
                    code.Line();
                isFirst = false;
                code.Line($"/// <summary>{entry.Doc}</summary>");
                code.Line($"public {CSharp(entry)} {entry.Name} {{ get; init; }}");
            }

            code.Close();
        }

        return code.ToString();
    }

    public static bool Has(ProtocolModel model, int command) => model.Commands[command].Parameters.Count > 0;

    public static string Type(ProtocolModel model, int command) => Names.Pascal(model.Name) + Names.Pascal(model.Commands[command].Verb) + "Parameters";

    public static IEnumerable<ArgumentEntry> Of(ProtocolModel model, int command) =>
        ArgumentList.Of(model, command).Where(entry => entry.Parameter >= 0);

    private static string CSharp(ArgumentEntry entry) => entry.Type == "global::SmtpGen.Runtime.CommandText" ? "string?" : entry.Type;
}
