using SmtpGen.Language.Model;
using SmtpGen.RandomSpecs.Compiling;
using SmtpGen.RandomSpecs.Conversations;
using SmtpGen.RandomSpecs.Walking;
using SmtpGen.Runtime.Client;

namespace SmtpGen.RandomSpecs;

/// <summary>What is wrong with specifications that have no finding: their C# does not compile, or it or their tables do not behave as they say.</summary>
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

        var types = assembly?.GetTypes().ToLookup(type => type.Namespace?.Split('.')[0]);
        for (int i = 0; i < right.Count; i++)
        {
            if (Misbehaves(specs[right[i]], [.. types![Batch.Root(i)]]) is { } why)
                wrong.Add(right[i], why);
        }

        context?.Unload();
        return wrong;
    }

    /// <summary>What is wrong with the tables that are emitted of a specification without findings; null: nothing.</summary>
    /// <param name="spec">The specification.</param>
    /// <param name="files">What is emitted of it.</param>
    public static string? OfTables(CompiledSpec spec, EmittedFiles files) =>
        spec.Protocols.Select(model => WalksAstray(model, files)).FirstOrDefault(why => why is not null);

    private static string? WalksAstray(ProtocolModel model, EmittedFiles files)
    {
        var emitted = EmittedProtocol.Of(model, files);
        return First(seed => ServerConversation.Hold(model, seed, (answers, keep) => ServerUnderTest.Walked(model, emitted, answers, keep)), model);
    }

    private static string? Misbehaves(CompiledSpec spec, List<Type> types) =>
        spec.Protocols.Select(model => Misbehaves(model, types)).FirstOrDefault(why => why is not null);

    private static string? Misbehaves(ProtocolModel model, List<Type> types)
    {
        var handler = types.Single(type => type.Name == HandlerCode.Class && ServerUnderTest.Compiled(model, type, (_, _, _) => null!, _ => { }).Session.Protocol == model.Name);
        var client = types.SingleOrDefault(type => type.Namespace == handler.Namespace && type.BaseType == typeof(ClientMachine));
        return First(seed => ServerConversation.Hold(model, seed, (answers, keep) => ServerUnderTest.Compiled(model, handler, answers.Next, keep))
            ?? (client is null ? null : ClientConversation.Hold(model, handler, client, seed)), model);
    }

    private static string? First(Func<int, string?> hold, ProtocolModel model)
    {
        for (int seed = 0; seed < Conversations; seed++)
        {
            if (Try(() => hold(seed)) is { } why)
                return $"{model.Name} {why}";
        }

        return null;
    }

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
