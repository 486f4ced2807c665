using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using SmtpGen.Analyzers.Typestate.Flow;
using SmtpGen.Analyzers.Typestate.Table;
using SmtpGen.Language.Fixes;

namespace SmtpGen.Analyzers.Typestate;

/// <summary>What puts a contract about a session's state right, where that is certain.</summary>
internal static class ContractFix
{
    private static readonly ImmutableDictionary<string, string?> s_none = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The states that a contract names.</summary>
    public static IEnumerable<string> Names(IParameterSymbol parameter, string attribute) => Contract(parameter, attribute)?.ConstructorArguments[0].Values
        .Select(value => value.ToCSharpString())
        .Select(name => name.Substring(name.LastIndexOf('.') + 1)) ?? [];

    /// <summary>The actions that lead a client to one of the states in which it is asked for.</summary>
    public static ImmutableDictionary<string, string?> Lead(IArgumentOperation argument, Place variable, Session session, ImmutableHashSet<int> required)
    {
        var client = argument.Value is IConversionOperation conversion ? conversion.Operand.Type : argument.Value.Type;
        return CarefulWay.Find(session.Table, session.MeantStates, required.Contains, new ClientMethods(client)) is { } way ? Of(way, variable) : s_none;
    }

    /// <summary>What the fix that takes missing actions is told.</summary>
    public static ImmutableDictionary<string, string?> Of(CarefulWay way, Place client)
    {
        var properties = s_none.Add(MissingActions.Client, client.Name).Add(MissingActions.Way, string.Join(" ", way.Actions));
        return way.IsReturn ? properties.Add(MissingActions.IsReturn, "true") : properties;
    }

    /// <summary>The attribute that says in which states a method leaves a client, and what it should say.</summary>
    /// <param name="parameter">The client.</param>
    /// <param name="table">Its protocol.</param>
    /// <param name="ends">All states in which the method can leave it; null: not all are known.</param>
    public static (IEnumerable<Location> Contract, ImmutableDictionary<string, string?> States) Correct(
        IParameterSymbol parameter, ClientTable table, ImmutableHashSet<int>? ends)
    {
        if (ends is null || Contract(parameter, "EnsuresStateAttribute") is not { ApplicationSyntaxReference: { } written } contract || IsInherited(parameter))
            return ([], s_none);
        string[] states = [.. ends.OrderBy(state => state).Select(table.ServerState).Distinct()];
        var members = contract.ConstructorArguments[0].Values.FirstOrDefault().Type;
        return members is null || states.Any(state => members.GetMembers(state).IsEmpty)
            ? ([], s_none)
            : ([written.SyntaxTree.GetLocation(written.Span)], s_none.Add(ContractStates.States, string.Join(" ", states)));
    }

    private static AttributeData? Contract(IParameterSymbol parameter, string attribute) =>
        parameter.OriginalDefinition.GetAttributes().FirstOrDefault(data => data.AttributeClass?.ToDisplayString() == "SmtpGen.Runtime." + attribute);

    // What another method promises as well is not this one's to correct.
    private static bool IsInherited(IParameterSymbol parameter) => parameter.ContainingSymbol is not IMethodSymbol method
        || method.IsOverride || !method.ExplicitInterfaceImplementations.IsEmpty
        || (method.ContainingType is { } type && type.AllInterfaces.SelectMany(contract => contract.GetMembers(method.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method)));
}
