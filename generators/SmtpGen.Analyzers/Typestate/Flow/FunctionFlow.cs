using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>
/// Follows the clients through the graph of one function until nothing new is learned, which ends because sets of outcomes
/// only grow and there are finitely many. Then it goes once over all places to report.
/// </summary>
internal sealed partial class FunctionFlow(
    ControlFlowGraph graph, FunctionScope scope, Places places, Callees callees, CancellationToken cancellationToken, Func<int, bool>? within = null)
{
    private readonly Knowledge?[] _entries = new Knowledge?[graph.Blocks.Length];
    private readonly SortedSet<int> _pending = [];
    private Knowledge? _refusals;

    public void Run(ImmutableArray<IParameterSymbol> parameters, IFindings findings)
    {
        Settle(Begin(parameters));
        var ends = Ends(findings);
        ReportParts(findings);
        foreach (var parameter in parameters)
        {
            if (scope.Types.EnsuredBy(parameter) is { } ensured)
                CheckPromise(parameter, ensured, [.. ends.Select(end => (end.Place, end.Known.Find(new Place(parameter))))], findings);
        }
    }

    /// <summary>Runs the function for one call.</summary>
    /// <returns>What is known after it, null where it does not return; and what it returns.</returns>
    public (Knowledge? Exit, KnownValue? Result, Knowledge? Refusals) RunCallee(Knowledge entry, IFindings? findings)
    {
        Settle(entry.WithCaptures(Knowledge.None, _ => false));
        Knowledge? exit = null;
        KnownValue? result = null;
        foreach (var (_, known, returned) in Ends(findings))
        {
            var value = known.Outliving(returned, place => scope.Has(place.Root));
            if (exit is null)
            {
                (exit, result) = (known, value);
                continue;
            }

            var joined = Knowledge.Join(exit, result, known, value);
            exit = exit.Join(known);

            // Either client may be meant from here on.
            foreach (var either in new[] { result, value })
                exit = Equals(either, joined) ? exit : exit.Escape(either);
            result = joined;
        }

        return (exit, result, _refusals);
    }

    private void Settle(Knowledge begin, int first = 0)
    {
        Enter(first, begin);
        while (_pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int ordinal = _pending.Min;
            _pending.Remove(ordinal);
            Follow(graph.Blocks[ordinal]);
        }
    }

    private List<(SyntaxNode Place, Knowledge Known, KnownValue? Result)> Ends(IFindings? findings)
    {
        var ends = new List<(SyntaxNode Place, Knowledge Known, KnownValue? Result)>();
        foreach (var block in graph.Blocks)
        {
            if (_entries[block.Ordinal] is { } entry)
                ends.AddRange(Report(block, entry, findings));
        }

        return ends;
    }

    private Knowledge Begin(ImmutableArray<IParameterSymbol> parameters)
    {
        var knowledge = Knowledge.None;
        foreach (var parameter in parameters)
        {
            if (scope.Types.TableOf(parameter.Type) is not { } table || !scope.Follows(parameter))
                continue;

            // Who promises a state hands the client over for the time of the call.
            var place = new Place(parameter);
            var session = scope.Types.RequiredBy(parameter) is { } required ? Session.In(table, required) : Session.Unknown(table, Sight.Shared);
            knowledge = knowledge.Put(place, scope.IsShared(place) ? session.Share() : session);
        }

        return knowledge;
    }

    private void Follow(BasicBlock block)
    {
        ExceptionHandler[] handlers = [.. ExceptionEdges.From(block)];
        var evaluator = new Evaluator(scope, places, callees, _entries[block.Ordinal]!, null)
        {
            Refused = knowledge => Refuse(handlers, knowledge),
        };
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
        if (block.FallThroughSuccessor is { Semantics: ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow })
            Refuse(handlers, evaluator.Now);
        foreach (var (way, knowledge) in Ways(block, evaluator, value))
        {
            if (way.Destination is { } destination)
                Enter(destination.Ordinal, AfterFinally(way, knowledge, isKept: true));
        }
    }

    // Returns the ends of the function that the block leads to.
    private IEnumerable<(SyntaxNode Place, Knowledge Known, KnownValue? Result)> Report(BasicBlock block, Knowledge entry, IFindings? findings)
    {
        var evaluator = new Evaluator(scope, places, callees, entry, findings);
        foreach (var operation in block.Operations)
            evaluator.Run(operation);
        var value = block.BranchValue is { } branch ? evaluator.Run(branch) : null;
        var place = (block.BranchValue ?? block.Operations.LastOrDefault())?.Syntax ?? graph.OriginalOperation.Syntax;
        return [.. Ways(block, evaluator, value)
            .Where(end => end.Way.Destination?.Kind == BasicBlockKind.Exit)
            .Select(end => (place, AfterFinally(end.Way, end.Knowledge, isKept: false), end.Way.Semantics == ControlFlowBranchSemantics.Return ? value : null))];
    }

    private static IEnumerable<(ControlFlowBranch Way, Knowledge Knowledge)> Ways(BasicBlock block, Evaluator evaluator, KnownValue? value)
    {
        bool isConditional = block.ConditionKind != ControlFlowConditionKind.None;
        var test = isConditional ? evaluator.AsTruth(value) ?? HintValue.Of(value) : null;
        bool jumpsWhen = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        if (block.ConditionalSuccessor is { } jump)
            yield return (jump, evaluator.Now.Narrow(test, jumpsWhen));
        if (block.FallThroughSuccessor is { } next)
            yield return (next, (isConditional || next.Semantics == ControlFlowBranchSemantics.Return ? evaluator.Now : evaluator.Now.Escape(value)).Narrow(test, !jumpsWhen));
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

    // A refusal is thrown as an exception where code asks for that, and not by an action.
    private void Throw(ExceptionHandler[] handlers, Knowledge knowledge) =>
        Enter(handlers.Where(handler => !handler.IsOfRefusal), knowledge.AfterException());

    private void Refuse(ExceptionHandler[] handlers, Knowledge knowledge)
    {
        _refusals = _refusals?.Join(knowledge.WithCaptures(Knowledge.None, _ => false)) ?? knowledge.WithCaptures(Knowledge.None, _ => false);
        if (handlers.Any(handler => !handler.IsOfRefusal))
            _refusals = _refusals.AfterException();
        Enter(handlers.Where(handler => handler.IsOfRefusal), knowledge);
    }

    private void Enter(IEnumerable<ExceptionHandler> handlers, Knowledge knowledge)
    {
        foreach (var handler in handlers)
            Enter(handler.FirstBlock, handler.IsBehindFinally ? knowledge.AfterException() : knowledge.WithCaptures(Knowledge.None, _ => false));
    }

    private void Enter(int ordinal, Knowledge knowledge)
    {
        if (within?.Invoke(ordinal) == false)
            return;
        var joined = _entries[ordinal] is { } known ? known.Join(knowledge) : knowledge;
        if (_entries[ordinal] is { } before && before.SameAs(joined))
            return;
        _entries[ordinal] = joined;
        _pending.Add(ordinal);
    }
}
