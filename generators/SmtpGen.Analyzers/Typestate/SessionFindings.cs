using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SmtpGen.Analyzers.Typestate.Flow;
using SmtpGen.Analyzers.Typestate.Table;
using SmtpGen.Language.Fixes;

namespace SmtpGen.Analyzers.Typestate;

/// <summary>Puts findings into words.</summary>
internal sealed class SessionFindings(Action<Diagnostic> report) : IFindings
{
    public void Refused(IInvocationOperation call, string action, ISymbol variable, Session session)
    {
        var table = session.Table;
        var states = session.States;
        var location = Name(call.Syntax).GetLocation();
        if (states.All(table.IsFinal))
        {
            report(Diagnostic.Create(TypestateRules.Ended, location, Label(table, action), Names(table, states)));
            return;
        }

        // Whoever reads this wants to know how to go on, not that the server may have ended the session.
        states = [.. states.Where(state => !table.IsFinal(state))];
        var way = ShortestWay.To(table, states, action);
        var properties = ImmutableDictionary<string, string?>.Empty.Add(MissingActions.Client, variable.Name);
        if (way is not null)
            properties = properties.Add(MissingActions.Way, string.Join(" ", way));
        string advice = way is null ? "no way leads to it from there" : $"{Advice(table, way)} first";
        var rule = table.IsAskedFor(action) ? TypestateRules.NotAskedFor : TypestateRules.Refused;
        report(Diagnostic.Create(rule, location, properties, Label(table, action), Names(table, states), advice));
    }

    public void Depends(SyntaxNode ignored, string action) =>
        report(Diagnostic.Create(TypestateRules.Depends, ignored.GetLocation(), action));

    public void NotHandedOver(IArgumentOperation argument, IParameterSymbol parameter, ISymbol variable, Session session, ImmutableHashSet<int> required)
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
