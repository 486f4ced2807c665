using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmtpGen.CodeFixes;

/// <summary>The missing actions are taken right after the call that needs them: they come before it.</summary>
internal static class Reordering
{
    /// <summary>The statements that take them, moved before the call; null where that is not what the code means.</summary>
    public static StatementEdit? Of(MissingCall missing)
    {
        // Who gives up later what is reached by then does not want to give it up before.
        if (missing.IsReturn || Siblings(missing.Statement) is not { } siblings || Action(missing, missing.Call) is not { } action)
            return null;
        var rest = siblings.SkipWhile(statement => statement != missing.Statement).Skip(1).ToList();
        var between = rest.TakeWhile(statement => !Mentions(statement, missing.Client)).ToList();
        var moved = rest.Skip(between.Count).Take(missing.Actions.Length).ToList();
        if (between.Any(statement => !IsPlain(statement)) || !moved.Select(statement => Taken(missing, statement)).SequenceEqual(missing.Actions))
            return null;

        // A command may be given several times, and the code may look at each reply.
        foreach (var statement in rest.Skip(between.Count + moved.Count))
        {
            if (Taken(missing, statement) != missing.Actions[^1] && !LooksAtReply(missing, moved, statement))
                break;
            moved.Add(statement);
        }

        if (rest.Skip(between.Count + moved.Count).Any(statement => Reads(missing.Model, moved, statement) && statement is IfStatementSyntax or SwitchStatementSyntax)
            || !IsIndependent(missing.Model, between.Prepend(missing.Statement), moved))
            return null;
        return new StatementEdit($"Move {string.Join(", ", missing.Actions)} before {action}", missing.Statement, moved, moved);
    }

    private static IReadOnlyList<StatementSyntax>? Siblings(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => [.. unit.Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement)],
        _ => null,
    };

    // The action of the only call in a statement that uses the client, where it is awaited each time the statement runs.
    private static string? Taken(MissingCall missing, StatementSyntax statement)
    {
        if (statement is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 }) || Mentioned(statement, missing.Client).Count() != 1)
            return null;
        var call = statement.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(call => call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax client } && client.Identifier.ValueText == missing.Client);
        return call is not null && call.FirstAncestorOrSelf<AwaitExpressionSyntax>() is not null && Awaits.StatementAround(call) == statement
            && Evaluation.IsFirst(statement, call, missing.Client, call.SpanStart) ? Action(missing, call) : null;
    }

    private static string? Action(MissingCall missing, InvocationExpressionSyntax call) => ActionCall.ActionOf(missing.Model.GetSymbolInfo(call).Symbol);

    private static bool Mentions(SyntaxNode statement, string client) => Mentioned(statement, client).Any();

    private static IEnumerable<SyntaxToken> Mentioned(SyntaxNode statement, string client) =>
        statement.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == client);

    // Nothing leaves the order of the statements there.
    private static bool IsPlain(StatementSyntax statement) =>
        statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, AwaitKeyword.RawKind: 0 } or ExpressionStatementSyntax or EmptyStatementSyntax
        && !statement.DescendantNodes().Any(node => node is AwaitExpressionSyntax or ThrowExpressionSyntax or AnonymousFunctionExpressionSyntax);

    private static bool LooksAtReply(MissingCall missing, IReadOnlyList<StatementSyntax> moved, StatementSyntax statement) =>
        statement is IfStatementSyntax or ExpressionStatementSyntax && !Mentions(statement, missing.Client) && Reads(missing.Model, moved, statement);

    private static bool Reads(SemanticModel model, IReadOnlyList<StatementSyntax> moved, StatementSyntax statement)
    {
        var written = moved.SelectMany(one => Flow(model, one)?.WrittenInside ?? []).ToList();
        return Flow(model, statement) is not { } flow || flow.DataFlowsIn.Any(value => written.Contains(value, SymbolEqualityComparer.Default));
    }

    // Neither what is moved nor what it is moved over has a value from the other.
    private static bool IsIndependent(SemanticModel model, IEnumerable<StatementSyntax> over, IReadOnlyList<StatementSyntax> moved)
    {
        DataFlowAnalysis?[] overFlows = [.. over.Select(statement => Flow(model, statement))];
        DataFlowAnalysis?[] movedFlows = [.. moved.Select(statement => Flow(model, statement))];
        if (overFlows.Concat(movedFlows).Any(flow => flow is null))
            return false;
        return !Clash(overFlows, movedFlows) && !Clash(movedFlows, overFlows);

        static bool Clash(IEnumerable<DataFlowAnalysis?> writers, IEnumerable<DataFlowAnalysis?> users) =>
            writers.SelectMany(flow => flow!.WrittenInside.Concat(flow.VariablesDeclared))
                .Intersect(users.SelectMany(flow => flow!.ReadInside.Concat(flow.WrittenInside)), SymbolEqualityComparer.Default).Any();
    }

    private static DataFlowAnalysis? Flow(SemanticModel model, StatementSyntax statement) =>
        model.AnalyzeDataFlow(statement) is { Succeeded: true } flow ? flow : null;
}
