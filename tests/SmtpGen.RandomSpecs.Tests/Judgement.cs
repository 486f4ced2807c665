using System.Reflection;
using SmtpGen.Language.Model;
using SmtpGen.RandomSpecs.Compiling;
using SmtpGen.RandomSpecs.Conversations;
using SmtpGen.Runtime.Client;

namespace SmtpGen.RandomSpecs;

/// <summary>What is wrong with specifications that have no finding: their C# does not compile, or does not behave as they say.</summary>
internal static class Judgement
{
    private const int Conversations = 4;

    /// <summary>What is wrong, by the place in the list.</summary>
    public static IReadOnlyDictionary<int, string> Of(IReadOnlyList<CompiledSpec> specs)
    {
        var wrong = new SortedDictionary<int, string>();
        var right = Enumerable.Range(0, specs.Count).ToList();
        var (miscompiled, assembly, context) = Batch.Compile(specs);
        while (assembly is null && right.Count > 0)
        {
            // What is not said of one specification is said of them all.
            if (miscompiled.Count == 0 || miscompiled.ContainsKey(-1))
                throw new InvalidOperationException(miscompiled.GetValueOrDefault(-1, "Nothing was emitted."));
            foreach (var (at, why) in miscompiled)
                wrong.Add(right[at], why);
            right.RemoveAll(wrong.ContainsKey);
            (miscompiled, assembly, context) = Batch.Compile([.. right.Select(i => specs[i])]);
        }

        for (int i = 0; i < right.Count; i++)
        {
            if (Misbehaves(specs[right[i]], assembly!, Batch.Root(i)) is { } why)
                wrong.Add(right[i], why);
        }

        context?.Unload();
        return wrong;
    }

    private static string? Misbehaves(CompiledSpec spec, Assembly assembly, string root)
    {
        var types = assembly.GetTypes().Where(type => type.Namespace?.StartsWith(root + ".", StringComparison.Ordinal) == true).ToList();
        return spec.Protocols.Select(model => Misbehaves(model, types)).FirstOrDefault(why => why is not null);
    }

    private static string? Misbehaves(ProtocolModel model, List<Type> types)
    {
        var handler = types.Single(type => type.Name == HandlerCode.Class && Named(type).Protocol == model.Name);
        var client = types.SingleOrDefault(type => type.Namespace == handler.Namespace && type.BaseType == typeof(ClientMachine));
        for (int seed = 0; seed < Conversations; seed++)
        {
            var why = Try(() => ServerConversation.Hold(model, handler, seed))
                ?? (client is null ? null : Try(() => ClientConversation.Hold(model, handler, client, seed)));
            if (why is not null)
                return $"{model.Name} {why}";
        }

        return null;
    }

    private static Runtime.ServerSession Named(Type handler) => ServerConversation.Begin(handler, (_, _) => null!, _ => { });

    private static string? Try(Func<string?> conversation)
    {
        try
        {
            return conversation();
        }
        catch (Exception failure)
        {
            return $"threw {failure}";
        }
    }
}
