using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits which extensions are on offer, and tests of what must be true of a session.</summary>
internal static class ExtensionsEmitter
{
    /// <summary>
    /// Properties for each extension: whether its parameters are taken now, and whether it is announced. A parameter outlives
    /// the use of its extension's command: who has sent AUTH may not send it again, but the AUTH parameter of MAIL.
    /// </summary>
    public static void Emit(CodeWriter code, ProtocolShape shape)
    {
        var extensions = shape.Model.Commands.SelectMany(command => command.Parameters).Select(parameter => parameter.Extension);
        var withParameters = new HashSet<int>(extensions);
        for (int i = 0; i < shape.Model.Extensions.Count; i++)
        {
            string usable = All(Usable(shape, i));
            code.Line();
            if (withParameters.Contains(i))
            {
                code.Line($"private bool {shape.Takes(i)} => {usable};");
                code.Line();
                usable = shape.Takes(i);
            }

            code.Line($"private bool {shape.Offers(i)} => {All(Allowed(shape, i).Prepend(usable))};");
        }
    }

    /// <summary>Whether a need is not met, as an expression.</summary>
    public static string Unmet(ProtocolShape shape, NeedModel need)
    {
        string differ = shape.FlagsDiffer(need.Set, need.Clear);
        if (need.Option < 0)
            return differ;
        bool isAlone = need.Set == 0 || need.Clear == 0;
        return $"Options.{Names.Pascal(shape.Model.Options[need.Option].Name)} && {(isAlone ? differ : $"({differ})")}";
    }

    private static string All(IEnumerable<string> tests) => string.Join(" && ", tests.Where(test => test.Length > 0));

    private static IEnumerable<string> Usable(ProtocolShape shape, int index)
    {
        var all = shape.WithNeeded(index).Select(i => shape.Model.Extensions[i]).ToList();
        yield return shape.IsOn(index);
        uint needed = shape.Model.ExtensionsNeed;
        bool isOr = needed != 0 && shape.Model.ExtensionsOr >= 0;
        if (isOr)
            yield return $"({shape.IsOptionOn(shape.Model.ExtensionsOr)} || {shape.FlagTest(needed, 0)})";
        uint set = all.Aggregate(isOr ? 0 : needed, (mask, extension) => mask | extension.WhenSet);
        yield return shape.FlagTest(set, all.Aggregate(0u, (mask, extension) => mask | extension.WhenClear));
        var words = all.SelectMany(extension => extension.Argument).Where(part => part.Kind == TextPartKind.Word);
        foreach (string word in words.Select(part => part.Text).Distinct())
            yield return $"!{Names.Pascal(word)}.IsEmpty";
    }

    // An extension whose commands would all be refused is not announced, nor is one that needs such an extension.
    private static IEnumerable<string> Allowed(ProtocolShape shape, int index) =>
        shape.WithNeeded(index).SelectMany(extension => AllowedAlone(shape, extension)).Distinct();

    private static IEnumerable<string> AllowedAlone(ProtocolShape shape, int index)
    {
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
}
