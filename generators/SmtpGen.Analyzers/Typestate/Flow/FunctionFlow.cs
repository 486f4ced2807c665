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
    private readonly CaptureTargets _targets = new(graph);

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

        var ends = new List<(SyntaxNode Place, Knowledge Known)>();
        foreach (var block in graph.Blocks)
        {
            if (_entries[block.Ordinal] is { } entry)
                ends.AddRange(Report(block, entry, findings));
        }

        foreach (var parameter in parameters)
        {
            if (scope.Types.EnsuredBy(parameter) is { } ensured)
                CheckPromise(parameter, ensured, [.. ends.Select(end => (end.Place, end.Known.Find(parameter)!))], findings);
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
        var evaluator = new Evaluator(scope, _targets, _entries[block.Ordinal]!, null);
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

    // Returns the ends of the function that the block leads to.
    private IEnumerable<(SyntaxNode Place, Knowledge Known)> Report(BasicBlock block, Knowledge entry, IFindings findings)
    {
        var evaluator = new Evaluator(scope, _targets, entry, findings);
        foreach (var operation in block.Operations)
            evaluator.Run(operation);
        var value = block.BranchValue is { } branch ? evaluator.Run(branch) : null;
        var place = (block.BranchValue ?? block.Operations.LastOrDefault())?.Syntax ?? graph.OriginalOperation.Syntax;
        return [.. Ways(block, evaluator, value)
            .Where(end => end.Way.Destination?.Kind == BasicBlockKind.Exit)
            .Select(end => (place, AfterFinally(end.Way, end.Knowledge)))];
    }

    private static IEnumerable<(ControlFlowBranch Way, Knowledge Knowledge)> Ways(BasicBlock block, Evaluator evaluator, KnownValue? value)
    {
        bool isConditional = block.ConditionKind != ControlFlowConditionKind.None;
        var test = isConditional ? evaluator.AsTruth(value) ?? HintValue.Of(value) : null;
        bool jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        if (block.ConditionalSuccessor is { } jump)
            yield return (jump, evaluator.Now.Narrow(test, jumpsWhen));
        if (block.FallThroughSuccessor is { } next)
            yield return (next, (isConditional ? evaluator.Now : evaluator.Now.Escape(value)).Narrow(test, !jumpsWhen));
    }

    private static void CheckPromise(
        IParameterSymbol parameter, ImmutableHashSet<int> ensured, IReadOnlyList<(SyntaxNode Place, Session? Session)> ends, IFindings findings)
    {
        bool areKnown = ends.All(end => end.Session is { Sight: < Sight.Escaped, IsUnknown: false });
        var possible = areKnown ? ends.SelectMany(end => end.Session!.States).ToImmutableHashSet() : null;
        foreach (var (place, session) in ends)
        {
            if (session is { IsKnown: true, States.Count: > 0 } && !ensured.Overlaps(session.States))
                findings.NotEnsured(place, parameter, session, possible);
        }
    }

    private Knowledge AfterFinally(ControlFlowBranch way, Knowledge knowledge) =>
        way.FinallyRegions.Aggregate(knowledge, (before, region) => FinallyEffects.After(graph, region, before))
            .Without(way.LeavingRegions.SelectMany(region => region.CaptureIds));

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
