using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmtpGen.Language.Fixes;

namespace SmtpGen.CodeFixes;

/// <summary>A call before which actions are missing, where something can be put before it.</summary>
/// <param name="Model">What is known of the code.</param>
/// <param name="Call">The call.</param>
/// <param name="Statement">The statement around it.</param>
/// <param name="Client">The client, as the code writes it.</param>
/// <param name="ClientType">Its type.</param>
/// <param name="Actions">The actions.</param>
/// <param name="IsReturn">Whether they give up what the session has reached.</param>
internal sealed record MissingCall(
    SemanticModel Model, InvocationExpressionSyntax Call, StatementSyntax Statement, string Client, INamedTypeSymbol ClientType, string[] Actions, bool IsReturn)
{
    public static MissingCall? Of(Diagnostic diagnostic, SyntaxNode root, SemanticModel model)
    {
        var place = diagnostic.Location.SourceSpan;
        if (!diagnostic.Properties.TryGetValue(MissingActions.Way, out string? way) || way is not { Length: > 0 }
            || !diagnostic.Properties.TryGetValue(MissingActions.Client, out string? client) || client is null
            || root.FindNode(place).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || !Awaits.CanStandBefore(call)
            || Awaits.StatementAround(call) is not { } statement
            || !Evaluation.IsFirst(statement, call, client, until: diagnostic.Id == ContractStates.Id ? place.Start : call.SpanStart)
            || ClientTypeOf(model, call, client) is not { } type)
            return null;
        return new MissingCall(model, call, statement, client, type, way.Split(' '), diagnostic.Properties.ContainsKey(MissingActions.IsReturn));
    }

    private static INamedTypeSymbol? ClientTypeOf(SemanticModel model, SyntaxNode call, string client) =>
        model.LookupSymbols(call.SpanStart, name: client).Select(symbol => symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        }).FirstOrDefault() as INamedTypeSymbol;
}
