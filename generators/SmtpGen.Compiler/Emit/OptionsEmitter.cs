using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits the configuration: limits, switches, extensions.</summary>
internal static class OptionsEmitter
{
    public static string Emit(ProtocolShape shape, string ns)
    {
        var model = shape.Model;
        string p = shape.Name;
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

        Options(code, model);
        code.Summary("The extensions on offer.");
        code.Line($"public {p}Extensions Extensions {{ get; set; }} = {p}Extensions.Default;");
        Switches(code, model, p);
        Bits(code, model);
        Validate(code, model);
        code.Close();
        return code.ToString();
    }

    // Options are bits, so that a grammar is given them all at once; one that stands for others has theirs. Those come first:
    // who sets the properties in their order may take some back.
    private static void Options(CodeWriter code, ProtocolModel model)
    {
        if (model.Options.Count == 0)
            return;
        ulong byDefault = Mask(model, Enumerable.Range(0, model.Options.Count).Where(i => model.Options[i].Default));
        code.Line();
        code.Line("// The options that are on, a bit each.");
        code.Line($"internal ulong Switches {{ get; private set; }}{(byDefault == 0 ? "" : $" = 0x{byDefault:X};")}");
        foreach (int i in Enumerable.Range(0, model.Options.Count).OrderBy(i => model.Options[i].StandsFor.Count == 0))
        {
            var option = model.Options[i];
            string mask = $"0x{Mask(model, [i]):X}";
            string others = string.Join(", ", option.StandsFor.Select(other => Names.Pascal(model.Options[other].Name)));
            string doc = option.Doc.Length > 0 ? option.Doc : option.Name;
            code.Summary(others.Length == 0 ? doc : $"{doc} Turns {others}.");
            code.Open($"public bool {Names.Pascal(option.Name)}");
            code.Line($"get => (Switches & {mask}) == {mask};");
            code.Line($"set => Switches = value ? Switches | {mask} : Switches & ~{mask}UL;");
            code.Close();
        }
    }

    private static ulong Mask(ProtocolModel model, IEnumerable<int> options) => options
        .SelectMany(i => model.Options[i].StandsFor.Count > 0 ? model.Options[i].StandsFor.AsEnumerable() : [i])
        .Aggregate(0UL, (mask, i) => mask | (1UL << i));

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
            Turn(code, model);
            StandsFor(code, model);
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

    private static void Turn(CodeWriter code, ProtocolModel model)
    {
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("public override void Turn(string option, bool isOn)");
        code.Open("switch (option)");
        foreach (string name in model.Options.Select(option => Names.Pascal(option.Name)))
        {
            code.Line($"case nameof({name}):");
            code.Line($"    {name} = isOn;");
            code.Line("    break;");
        }

        code.Close();
        code.Close();
    }

    private static void StandsFor(CodeWriter code, ProtocolModel model)
    {
        var several = model.Options.Where(option => option.StandsFor.Count > 0).ToList();
        if (several.Count == 0)
            return;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("public override global::System.Collections.Generic.IReadOnlyList<string> StandsFor(string option) => option switch");
        foreach (var option in several)
        {
            string names = string.Join(", ", option.StandsFor.Select(other => CodeWriter.Literal(model.Options[other].Name)));
            code.Line($"nameof({Names.Pascal(option.Name)}) => [{names}],");
        }

        code.Line("_ => [],");
        code.Close(";");
    }

    // What the machine asks for by number.
    private static void Bits(CodeWriter code, ProtocolModel model)
    {
        if (model.Options.Count > 0)
        {
            code.Line();
            code.Line("/// <inheritdoc/>");
            // One that stands for others is on where they all are.
            var together = Enumerable.Range(0, model.Options.Count).Where(i => model.Options[i].StandsFor.Count > 0)
                .Select(i => $" | ({Names.Pascal(model.Options[i].Name)} ? 0x{1UL << i:X}UL : 0)");
            code.Line($"protected override ulong OptionBits => Switches{string.Concat(together)};");
        }

        if (model.Extensions.Count > 0)
        {
            code.Line();
            code.Line("/// <inheritdoc/>");
            code.Line("protected override ulong ExtensionBits => (ulong)Extensions;");
        }

        if (model.Limits.Count == 0)
            return;
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open("protected override long LimitOf(int limit) => limit switch");
        for (int i = 0; i < model.Limits.Count; i++)
            code.Line($"{i} => {Names.Pascal(model.Limits[i].Name)},");
        code.Line("_ => base.LimitOf(limit),");
        code.Close(";");
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
