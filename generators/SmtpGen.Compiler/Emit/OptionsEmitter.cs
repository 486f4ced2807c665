using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the configuration: limits, switches, extensions.</summary>
internal static class OptionsEmitter
{
    public static string Emit(ProtocolModel model, string ns)
    {
        string p = Names.Pascal(model.Name);
        var code = new CodeWriter(ns).BeginNamespace();
        code.Summary($"What can be configured of {model.Name}.");
        code.OpenType($"public sealed class {p}Options : global::SmtpGen.Runtime.ProtocolOptions");
        code.Line("/// <summary>The values that the specification gives.</summary>");
        code.Open($"public {p}Options()");
        code.Line($"CommandWait = global::System.TimeSpan.FromSeconds({model.Waits.Command});");
        code.Line($"DataBlockWait = global::System.TimeSpan.FromSeconds({model.Waits.DataBlock});");
        code.Close();
        foreach (var limit in model.Limits)
        {
            code.Summary($"{limit.Doc} Between {limit.Min} and {limit.Max}.".TrimStart());
            code.Line($"public long {Names.Pascal(limit.Name)} {{ get; set; }} = {limit.Default};");
        }

        foreach (var option in model.Options)
        {
            code.Summary(option.Doc.Length > 0 ? option.Doc : option.Name);
            code.Line($"public bool {Names.Pascal(option.Name)} {{ get; set; }}{(option.Default ? " = true;" : "")}");
        }

        code.Summary("The extensions on offer.");
        code.Line($"public {p}Extensions Extensions {{ get; set; }} = {p}Extensions.Default;");
        Switches(code, model, p);
        Validate(code, model);
        code.Close();
        return code.ToString();
    }

    private static void Switches(CodeWriter code, ProtocolModel model, string p)
    {
        if (model.Options.Count > 0)
        {
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Open("public override bool IsOn(string option) => option switch");
            foreach (var option in model.Options)
                code.Line($"nameof({Names.Pascal(option.Name)}) => {Names.Pascal(option.Name)},");
            code.Line("_ => false,");
            code.Close(";");
        }

        if (model.Extensions.Count == 0)
            return;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("public override void Offer(string extension, bool isOn)");
        code.Open("var mask = extension switch");
        foreach (var extension in model.Extensions)
            code.Line($"nameof({p}Extensions.{Names.Extension(extension.Keyword)}) => {p}Extensions.{Names.Extension(extension.Keyword)},");
        code.Line($"_ => {p}Extensions.None,");
        code.Close(";");
        code.Line("Extensions = isOn ? Extensions | mask : Extensions & ~mask;");
        code.Close();
    }

    private static void Validate(CodeWriter code, ProtocolModel model)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("public override global::System.Collections.Generic.IEnumerable<string> Validate()");
        code.Line("foreach (string problem in base.Validate())");
        code.Line("    yield return problem;");
        foreach (var limit in model.Limits)
        {
            string name = Names.Pascal(limit.Name);
            code.Line($"if ({name} is < {limit.Min} or > {limit.Max})");
            code.Line($"    yield return $\"{name} is {{{name}}}; it must be between {limit.Min} and {limit.Max}.\";");
        }

        code.Close();
    }
}
