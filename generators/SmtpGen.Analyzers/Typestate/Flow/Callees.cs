using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>
/// Follows a call into a method of the project, as if its code stood at the place of the call. Its variables have names of their own,
/// so that what is known of the caller's is known there too, and comes back changed.
/// </summary>
internal sealed class Callees(ClientTypes types, Bodies bodies, CancellationToken cancellationToken)
{
    private const int MostCalls = 150;
    private const int Deepest = 4;

    private readonly Stack<IMethodSymbol> _running = new();
    private int _calls;

    /// <summary>What a call does; null where that is not known.</summary>
    public CallResult? Run(
        IInvocationOperation call, KnownValue? owner, IReadOnlyList<(IArgumentOperation Argument, KnownValue? Value)> arguments, CallSite site)
    {
        var method = call.TargetMethod.OriginalDefinition;
        return owner is not (ClientValue or TaskValue) && (!method.IsAsync || Awaiting.IsOver(call))
            ? Run(method, call, IsThis(call.Instance), arguments, site)
            : null;
    }

    /// <summary>What a property gives; null where that is not known.</summary>
    public CallResult? Run(IPropertyReferenceOperation property, CallSite site) =>
        property is { Arguments.IsEmpty: true, Property.GetMethod.OriginalDefinition: { } getter } && IsThis(property.Instance)
            ? Run(getter, null, true, [], site)
            : null;

    private static bool IsThis(IOperation? instance) => instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    private CallResult? Run(
        IMethodSymbol method, IInvocationOperation? call, bool isThis, IReadOnlyList<(IArgumentOperation Argument, KnownValue? Value)> arguments, CallSite site)
    {
        if (!IsOfUse(method, site.Now) || bodies.Of(method, site.Graph, cancellationToken) is not { } graph)
            return null;
        _calls++;
        _running.Push(method);
        var scope = new FunctionScope(method, FunctionScope.Body(graph, method), graph.OriginalOperation, types, site.Scope);
        var places = new Places(graph);
        var begin = new Evaluator(scope, places, this, isThis ? site.Now : site.Now.Without(place => place.IsOfThis), null);
        foreach (var (argument, value) in arguments)
            begin.Give(method.Parameters[argument.Parameter!.Ordinal], value);
        var recorded = site.Findings is null ? null : new RefusedCalls();
        var (exit, result, refusals) = new FunctionFlow(graph, scope, places, this, cancellationToken).RunCallee(begin.Now, recorded);
        _running.Pop();

        bool IsGone(Place place) => scope.Has(place.Root) || (!isThis && place.IsOfThis);
        var thrown = refusals?.Without(IsGone);
        if (exit is null)
            return new CallResult(site.Now.Unreachable(), null, thrown);
        if (call is not null && recorded?.First(site.Now, exit) is { } refused)
            site.Findings!.Refused(call, refused.Action, refused.Variable, refused.Session);
        var after = exit.Without(IsGone).WithCaptures(site.Now, client => !site.Scope.IsShared(client.Variable));
        if (!isThis)
            after = after.Restore(site.Now, place => place.IsOfThis);
        result = exit.Outliving(result, IsGone);
        return new CallResult(after, method.IsAsync ? new TaskValue([], result) : result, thrown);
    }

    private bool IsOfUse(IMethodSymbol method, Knowledge now) =>
        _calls < MostCalls && _running.Count < Deepest && !_running.Contains(method, SymbolEqualityComparer.Default)
        && (now.Clients.Any() || types.TableOf(Awaiting.ResultOf(method.ReturnType)) is not null || bodies.Mentions(method))
        && !method.Parameters.Any(parameter => types.RequiredBy(parameter) is not null || types.EnsuredBy(parameter) is not null);
}

/// <summary>Where a call stands.</summary>
internal readonly record struct CallSite(Knowledge Now, FunctionScope Scope, ControlFlowGraph Graph, IFindings? Findings);

/// <summary>What a call leaves.</summary>
/// <param name="Now">What is known after it.</param>
/// <param name="Result">What it returns.</param>
/// <param name="Thrown">What is known where it throws a refusal as an exception; null: it does not.</param>
internal sealed record CallResult(Knowledge Now, KnownValue? Result, Knowledge? Thrown);
