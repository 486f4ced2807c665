using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Handlers;

/// <summary>
/// Finds decisions that return the default value of their result, which chooses no reply. Only methods that answer a client are looked
/// at: a helper may well mean "no objection" by it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefaultResultAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [HandlerRules.DefaultResult];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (ServedProtocols.Of(start.Compilation) is not { } protocols)
                return;
            start.RegisterOperationAction(operation => AnalyzeReturn(operation, protocols), OperationKind.Return);
            start.RegisterOperationAction(operation => AnalyzeCall(operation, protocols), OperationKind.Invocation);
            start.RegisterOperationAction(operation => AnalyzeAssignment(operation, protocols), OperationKind.SimpleAssignment);
        });
    }

    private static void AnalyzeReturn(OperationAnalysisContext context, ServedProtocols protocols)
    {
        if (context.Operation is IReturnOperation { ReturnedValue: { } value } && DefaultValues.ResultOf(value.Type) is { } result
            && protocols.IsChoice(result) && Answers(context, protocols))
            Report(context, value, protocols);
    }

    // The answers to a body that has one for each recipient: SetAll(default).
    private static void AnalyzeCall(OperationAnalysisContext context, ServedProtocols protocols)
    {
        if (context.Operation is IInvocationOperation { TargetMethod.Name: "SetAll", Arguments: [var argument] } && protocols.IsChoice(argument.Parameter?.Type))
            Report(context, argument.Value, protocols);
    }

    // The same for one recipient. Without a type, default is null there: an answer that is not set yet.
    private static void AnalyzeAssignment(OperationAnalysisContext context, ServedProtocols protocols)
    {
        if (context.Operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true } target, Value: var value }
            && target.Property.ContainingType.Name.EndsWith("Results", StringComparison.Ordinal)
            && target.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var result] }
            && protocols.IsChoice(result))
            Report(context, value, protocols);
    }

    private static void Report(OperationAnalysisContext context, IOperation value, ServedProtocols protocols)
    {
        foreach (var found in DefaultValues.In(value).Where(found => DefaultValues.ResultOf(found.Type) is { } result && protocols.IsChoice(result)))
        {
            var result = DefaultValues.ResultOf(found.Type)!;
            context.ReportDiagnostic(Diagnostic.Create(HandlerRules.DefaultResult, found.Syntax.GetLocation(), result.Name, Example(result)));
        }
    }

    // A reply that needs nothing, where there is one.
    private static string Example(ITypeSymbol result)
    {
        var members = result.GetMembers().Where(member => member is { IsStatic: true, DeclaredAccessibility: Accessibility.Public, Name: not "Of" });
        return result.Name + "." + (members.OfType<IPropertySymbol>().Cast<ISymbol>().Concat(members.OfType<IMethodSymbol>().Where(method =>
            method.MethodKind == MethodKind.Ordinary)).FirstOrDefault()?.Name ?? "Of");
    }

    // Whether what is returned reaches a client: from a decision, or from a delegate of a library that stands for one.
    private static bool Answers(OperationAnalysisContext context, ServedProtocols protocols)
    {
        for (var around = context.Operation.Parent; around is not null; around = around.Parent)
        {
            if (around is ILocalFunctionOperation)
                return false;
            if (around is IAnonymousFunctionOperation lambda)
            {
                return lambda.Parent is IDelegateCreationOperation { Type: INamedTypeSymbol type }
                    && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, context.Compilation.Assembly)
                    && type.ContainingNamespace.ToDisplayString() is var ns && ns != "System" && !ns.StartsWith("System.", StringComparison.Ordinal);
            }
        }

        return context.ContainingSymbol is IMethodSymbol { IsOverride: true } method && protocols.IsDecision(method);
    }
}
