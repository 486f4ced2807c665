using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits which extensions are on offer, and tests of what must be true of a session.</summary>
internal static class ExtensionsEmitter
{
    /// <summary>A property for each extension: whether it is announced and its parameters are taken now.</summary>
    public static void Emit(CodeWriter code, ProtocolShape shape)
    {
        for (int i = 0; i < shape.Model.Extensions.Count; i++)
        {
            var tests = Tests(shape, i).Where(test => test.Length > 0);
            code.Line();
            code.Line($"private bool {shape.Offers(i)} => {string.Join(" && ", tests)};");
        }
    }

    /// <summary>Whether a need is not met, as an expression.</summary>
    public static string Unmet(ProtocolShape shape, NeedModel need) =>
        $"{Switch(shape, need)}!({shape.FlagTest(need.Set, need.Clear)})";

    // An extension whose commands would all be refused is not announced either.
    private static IEnumerable<string> Tests(ProtocolShape shape, int index)
    {
        var extension = shape.Model.Extensions[index];
        yield return shape.IsOn(index);
        yield return shape.FlagTest(shape.Model.ExtensionsNeed | extension.WhenSet, extension.WhenClear);
        foreach (var word in extension.Argument.Where(part => part.Kind == TextPartKind.Word).Select(part => part.Text).Distinct())
            yield return $"!{Names.Pascal(word)}.IsEmpty";
        var needs = shape.Model.Commands.Where(command => command.Extension == index)
            .Select(command => command.Policies.Concat(command.Needs).Distinct().ToList()).ToList();
        var shared = needs.SelectMany(list => list).Distinct().Where(need => needs.TrueForAll(list => list.Contains(need))).ToList();
        foreach (var need in shared)
            yield return Met(shape, need);
        var own = needs.Select(list => list.Except(shared).ToList()).ToList();
        if (own.Count > 0 && own.TrueForAll(list => list.Count > 0))
            yield return $"({string.Join(" || ", own.Select(list => string.Join(" && ", list.Select(need => Met(shape, need)))))})";
    }

    private static string Met(ProtocolShape shape, NeedModel need) =>
        need.Option < 0 ? shape.FlagTest(need.Set, need.Clear) : $"!({Unmet(shape, need)})";

    private static string Switch(ProtocolShape shape, NeedModel need) =>
        need.Option < 0 ? "" : $"Options.{Names.Pascal(shape.Model.Options[need.Option].Name)} && ";
}
