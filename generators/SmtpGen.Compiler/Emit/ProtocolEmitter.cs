using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Emits all files of a protocol.</summary>
public static class ProtocolEmitter
{
    /// <summary>The files of a protocol, each with its hint name, in a fixed order.</summary>
    /// <param name="model">The protocol.</param>
    /// <param name="rootNamespace">Namespace that the protocol's own namespace lies in; empty for none.</param>
    public static IEnumerable<(string HintName, string Text)> Emit(ProtocolModel model, string rootNamespace)
    {
        var chain = new List<ProtocolModel>();
        for (var at = model; at is not null; at = at.Base)
            chain.Add(at);
        return Emit(model, rootNamespace, SharedGrammar.Of(chain).TryGetValue(model.Name, out var shared) ? shared : []);
    }

    /// <summary>The files of a protocol that is compiled together with others.</summary>
    /// <param name="model">The protocol.</param>
    /// <param name="rootNamespace">Namespace that the protocol's own namespace lies in; empty for none.</param>
    /// <param name="shared">The automata that are emitted with another protocol.</param>
    public static IEnumerable<(string HintName, string Text)> Emit(ProtocolModel model, string rootNamespace, IReadOnlyList<SharedGrammar> shared)
    {
        var shape = new ProtocolShape(model);
        string name = shape.Name;
        string ns = Namespace(model.Name, rootNamespace);
        var other = shape.Base;
        // What both have the same is the other's, where its insides can be referred to.
        var here = model.Base?.CompiledInto is null ? other : null;
        var inherited = here is null ? null : new InheritedReplies(shape, here);
        string baseNs = model.Base is null ? "" : Namespace(model.Base.Name, model.Base.CompiledInto ?? rootNamespace);
        yield return ($"{name}.States.g.cs", StatesEmitter.Emit(shape, ns));
        yield return ($"{name}.Replies.g.cs", RepliesEmitter.Emit(shape, inherited, ns, baseNs));
        yield return ($"{name}.ReplyHelp.g.cs", ReplyHelpEmitter.Emit(shape, inherited, ns, baseNs));
        yield return ($"{name}.Options.g.cs", OptionsEmitter.Emit(shape, ns));
        yield return ($"{name}.Arguments.g.cs", ArgumentsEmitter.Emit(shape, ns));
        yield return ($"{name}.Grammar.g.cs", GrammarEmitter.Emit(name, shape.Grammars, shared, ns, rootNamespace));
        yield return ($"{name}.Results.g.cs", ResultsEmitter.Emit(shape, ns));
        yield return ($"{name}.Handler.g.cs", HandlerEmitter.Emit(shape, ns));
        if (model.Commands.Any(command => command.Sends.Count > 0))
            yield return ($"{name}.Senders.g.cs", SendersEmitter.Emit(shape, ns));
        yield return ($"{name}.ServerTable.g.cs", ServerTableEmitter.Emit(shape, ns));
        yield return ($"{name}.ServerTable.Outcomes.g.cs", ServerOutcomesEmitter.Emit(shape, ns));
        yield return ($"{name}.ServerTable.Commands.g.cs", ServerCommandsEmitter.Emit(shape, ns));
        yield return ($"{name}.ServerTable.Replies.g.cs", ServerRepliesEmitter.Emit(shape, here, ns, baseNs));
        yield return ($"{name}.ServerMachine.g.cs", ServerMachineEmitter.Emit(shape, ns));
        yield return ($"{name}.Session.g.cs", SessionEmitter.Emit(shape, ns, baseNs));
        yield return ($"{name}.Table.g.cs", TableEmitter.Emit(shape, ns));
        yield return ($"{name}.Decisions.g.cs", DecisionsEmitter.Emit(shape, ns));
        if (other is not null)
            yield return ($"{name}.Adapter.g.cs", AdapterEmitter.Emit(shape, other, ns, baseNs));
        if (!ClientShape.CanHave(model))
            yield break;
        yield return ($"{name}.ClientTable.g.cs", ClientTableEmitter.Emit(shape.Client, ns));
        yield return ($"{name}.ClientReplies.g.cs", ClientRepliesEmitter.Emit(shape.Client, ns));
        if (model.Commands.Any(command => command.Parameters.Count > 0))
            yield return ($"{name}.ClientParameters.g.cs", ClientParametersEmitter.Emit(model, ns));
        yield return ($"{name}.ClientMachine.g.cs", ClientMachineEmitter.Emit(shape.Client, other is not null && ClientShape.CanHave(other.Model) ? other.Client : null, ns, baseNs));
        yield return ($"{name}.Client.g.cs", ClientEmitter.Emit(shape.Client, ns));
    }

    /// <summary>The namespace of a protocol.</summary>
    /// <param name="protocol">Its name.</param>
    /// <param name="rootNamespace">Namespace that it lies in; empty for none.</param>
    internal static string Namespace(string protocol, string rootNamespace)
    {
        string name = Names.Pascal(protocol);
        return rootNamespace.Length == 0 ? name : rootNamespace + "." + name;
    }
}
