using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SmtpGen.Analyzers.Typestate.Flow;
using SmtpGen.Analyzers.Typestate.Table;

namespace SmtpGen.Analyzers.Typestate;

/// <summary>Puts findings into words.</summary>
internal sealed class SessionFindings(Action<Diagnostic> report) : IFindings
{
    private readonly HashSet<SyntaxNode> _refused = [];

    public void Refused(IInvocationOperation call, string action, Place variable, Session session, string? way)
    {
        if (!_refused.Add(call.Syntax))
            return;
        var table = session.Table;
        var states = session.States;
        var location = Name(call.Syntax).GetLocation();
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (states.All(table.IsFinal))
        {
            report(Diagnostic.Create(TypestateRules.Ended, location, On(properties, way), Label(table, action, way), Names(table, states)));
            return;
        }

        // Whoever reads this wants to know how to go on, not that the server may have ended the session.
        states = [.. states.Where(state => !table.IsFinal(state))];
        var careful = session.MayHaveEnded ? null : CarefulWay.Find(table, session.MeantStates, state => table.Allows(state, action), new ClientMethods(Place.TypeOf(variable.Symbol)));
        var steps = careful?.Actions ?? ShortestWay.To(table, states, action);
        bool isAction = call.Instance is not null && call.TargetMethod.ContainingType.GetAttributes().Any(data => data.AttributeClass?.Name == "ProtocolClientAttribute");
        if (isAction && way is null && careful is not null)
            properties = ContractFix.Of(careful, variable);
        string advice = steps is null ? "no way leads to it from there" : $"{Advice(table, steps)} first";
        var rule = table.IsAskedFor(action) ? TypestateRules.NotAskedFor : TypestateRules.Refused;
        report(Diagnostic.Create(rule, location, On(properties, way), Label(table, action, way), Names(table, states), advice));
    }

    public void Depends(SyntaxNode ignored, string action) =>
        report(Diagnostic.Create(TypestateRules.Depends, ignored.GetLocation(), action));

    public void NotHandedOver(IArgumentOperation argument, IParameterSymbol parameter, Place variable, Session session, ImmutableHashSet<int> required)
    {
        string asked = List(ContractFix.Names(parameter, "RequiresStateAttribute"));
        report(Diagnostic.Create(
            TypestateRules.Contract, argument.Syntax.GetLocation(), ContractFix.Lead(argument, variable, session, required),
            argument.Value.Syntax.ToString(), Names(session.Table, session.States), parameter.ContainingSymbol.Name, $"asks for {asked}"));
    }

    public void NotEnsured(SyntaxNode end, IParameterSymbol parameter, Session session, ImmutableHashSet<int>? ends)
    {
        string promised = List(ContractFix.Names(parameter, "EnsuresStateAttribute"));
        var (contract, states) = ContractFix.Correct(parameter, session.Table, ends);
        report(Diagnostic.Create(
            TypestateRules.Contract, end.GetLocation(), contract, states,
            parameter.Name, Names(session.Table, session.States), parameter.ContainingSymbol.Name, $"promises {promised}"));
    }

    private static SyntaxNode Name(SyntaxNode call) => call is InvocationExpressionSyntax invocation
        ? invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => call,
        }
        : call;

    private static ImmutableDictionary<string, string?> On(ImmutableDictionary<string, string?> properties, string? way) =>
        way is null ? properties : properties.Add("On", way);

    private static string Label(ClientTable table, string action, string? way) => way is null ? Label(table, action) : $"{Label(table, action)} {way}";

    private static string Label(ClientTable table, string action)
    {
        string[] parts = action.Split(':');
        if (parts.Length > 1)
            return $"the {parts[1]} to {parts[0]}";
        return table.IsAskedFor(action) ? $"the body {action}" : action;
    }

    private static string Advice(ClientTable table, IReadOnlyList<string> way)
    {
        string commands = string.Join(", ", way.Where(step => !table.IsGreeting(step)).Select(step => Label(table, step)));
        string[] steps = [.. way.Where(table.IsGreeting).Select(_ => "wait for the greeting"), .. commands.Length == 0 ? [] : new[] { "send " + commands }];
        return string.Join(" and ", steps);
    }

    private static string Names(ClientTable table, IEnumerable<int> states) => List(states.OrderBy(state => state).Select(state => table.States[state]));

    private static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all.Take(all.Length - 1))} or {all[all.Length - 1]}";
    }
}
