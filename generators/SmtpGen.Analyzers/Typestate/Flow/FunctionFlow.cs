using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>
/// Follows the clients through the graph of one function until nothing new is learned, which ends because sets of outcomes
/// only grow and there are finitely many. Then it goes once over all places to report.
/// </summary>
internal sealed class FunctionFlow(ControlFlowGraph graph, FunctionScope scope, CancellationToken cancellationToken)
{
    private readonly Knowledge?[] _entries = new Knowledge?[graph.Blocks.Length];
    private readonly SortedSet<int> _pending = [];

    public void Run(ImmutableArray<IParameterSymbol> parameters, IFindings findings)
    {
        Enter(0, Begin(parameters));
        while (_pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int ordinal = _pending.Min;
            _pending.Remove(ordinal);
            Follow(graph.Blocks[ordinal]);
        }

        foreach (var block in graph.Blocks)
        {
            if (_entries[block.Ordinal] is { } entry)
                Report(block, entry, parameters, findings);
        }
    }

    private Knowledge Begin(ImmutableArray<IParameterSymbol> parameters)
    {
        var knowledge = Knowledge.None;
        foreach (var parameter in parameters)
        {
            if (scope.Types.TableOf(parameter.Type) is not { } table || !scope.Owns(parameter))
                continue;

            // Who promises a state hands the client over for the time of the call.
            knowledge = knowledge.With(parameter, scope.Types.RequiredBy(parameter) is { } required
                ? Session.In(table, required)
                : Session.Unknown(table, Sight.Shared));
        }

        return knowledge;
    }

    private void Follow(BasicBlock block)
    {
        int[] handlers = [.. ExceptionEdges.From(block)];
        var evaluator = new Evaluator(scope, _entries[block.Ordinal]!, null);
        Throw(handlers, evaluator.Now);
        foreach (var operation in block.Operations)
        {
            var before = evaluator.Now;
            evaluator.Run(operation);
            if (!evaluator.Now.HasSameClients(before))
                Throw(handlers, evaluator.Now);
        }

        var value = block.BranchValue is { } branch ? evaluator.Run(branch) : null;
        Throw(handlers, evaluator.Now);
        foreach (var (way, knowledge) in Ways(block, evaluator, value))
        {
            if (way.Destination is { } destination)
                Enter(destination.Ordinal, AfterFinally(way, knowledge));
        }
    }

    private void Report(BasicBlock block, Knowledge entry, ImmutableArray<IParameterSymbol> parameters, IFindings findings)
    {
        var evaluator = new Evaluator(scope, entry, findings);
        foreach (var operation in block.Operations)
            evaluator.Run(operation);
        var value = block.BranchValue is { } branch ? evaluator.Run(branch) : null;
        foreach (var (way, knowledge) in Ways(block, evaluator, value))
        {
            if (way.Destination?.Kind == BasicBlockKind.Exit)
                CheckPromises(block, AfterFinally(way, knowledge), parameters, findings);
        }
    }

    private static IEnumerable<(ControlFlowBranch Way, Knowledge Knowledge)> Ways(BasicBlock block, Evaluator evaluator, KnownValue? value)
    {
        bool isConditional = block.ConditionKind != ControlFlowConditionKind.None;
        var test = isConditional ? evaluator.AsTruth(value) : null;
        bool jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        if (block.ConditionalSuccessor is { } jump)
            yield return (jump, evaluator.Now.Narrow(test, jumpsWhen));
        if (block.FallThroughSuccessor is { } next)
            yield return (next, (isConditional ? evaluator.Now : evaluator.Now.Escape(value)).Narrow(test, !jumpsWhen));
    }

    private void CheckPromises(BasicBlock block, Knowledge end, ImmutableArray<IParameterSymbol> parameters, IFindings findings)
    {
        foreach (var parameter in parameters)
        {
            if (scope.Types.EnsuredBy(parameter) is { } ensured && end.Find(parameter) is { IsKnown: true, States.Count: > 0 } session
                && !ensured.Overlaps(session.States))
                findings.NotEnsured((block.BranchValue ?? block.Operations.LastOrDefault())?.Syntax ?? graph.OriginalOperation.Syntax, parameter, session, ensured);
        }
    }

    private Knowledge AfterFinally(ControlFlowBranch way, Knowledge knowledge) =>
        way.FinallyRegions.Aggregate(knowledge, (before, region) => FinallyEffects.After(graph, region, before));

    private void Throw(int[] handlers, Knowledge knowledge)
    {
        foreach (int handler in handlers)
            Enter(handler, knowledge.AfterException());
    }

    private void Enter(int ordinal, Knowledge knowledge)
    {
        var joined = _entries[ordinal] is { } known ? known.Join(knowledge) : knowledge;
        if (_entries[ordinal] is { } before && before.SameAs(joined))
            return;
        _entries[ordinal] = joined;
        _pending.Add(ordinal);
    }
}
