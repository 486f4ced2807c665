using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SmtpGen.Analyzers.Handlers;

/// <summary>Compares the methods of a handler with the decisions that the specification leaves to it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [HandlerRules.Surplus, HandlerRules.Missing];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (ServedProtocols.Of(start.Compilation) is { } protocols)
                start.RegisterSymbolAction(symbol => Analyze(symbol, protocols), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, ServedProtocols protocols)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (protocols.HandlerOf(type) is not { } handler)
            return;
        IMethodSymbol[] decisions = [.. handler.GetMembers().OfType<IMethodSymbol>().Where(method => IsDecision(method.Name))];
        IMethodSymbol[] methods = [.. type.GetMembers().OfType<IMethodSymbol>().Where(method => IsDecision(method.Name))];
        foreach (var method in methods.Where(method => IsSurplus(method, protocols) && !IsMentioned(method, context.CancellationToken)))
        {
            var meant = decisions.FirstOrDefault(decision => decision.Name == method.Name);
            string reason = meant is null
                ? $"{handler.Name} has no such decision; it has {string.Join(", ", decisions.Select(decision => decision.Name))}"
                : $"it does not override {meant.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}";
            context.ReportDiagnostic(Diagnostic.Create(HandlerRules.Surplus, method.Locations[0], method.Name, reason));
        }

        AnalyzeNearMisses(context, type, protocols);
        if (!type.IsAbstract)
            AnalyzeExchanges(context, type, handler, decisions);
    }

    // A method with the name of one that it could override, and with the same answer, is taken for it by people only.
    private static void AnalyzeNearMisses(SymbolAnalysisContext context, INamedTypeSymbol type, ServedProtocols protocols)
    {
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(method => !IsDecision(method.Name) || !IsSurplus(method, protocols));
        foreach (var method in methods.Where(method => IsOwn(method) && !IsMentioned(method, context.CancellationToken)))
        {
            var meant = Ancestors(type).SelectMany(ancestor => ancestor.GetMembers(method.Name)).OfType<IMethodSymbol>().FirstOrDefault(member =>
                (member.IsVirtual || member.IsAbstract || member is { IsOverride: true, IsSealed: false }) && HasSameAnswer(method.ReturnType, member.ReturnType));
            if (meant is not null)
            {
                string reason = $"it does not override {meant.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}";
                context.ReportDiagnostic(Diagnostic.Create(HandlerRules.Surplus, method.Locations[0], method.Name, reason));
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (var ancestor = type.BaseType; ancestor is { SpecialType: SpecialType.None }; ancestor = ancestor.BaseType)
            yield return ancestor;
    }

    private static bool HasSameAnswer(ITypeSymbol a, ITypeSymbol b) => SymbolEqualityComparer.Default.Equals(a, b)
        || (a is INamedTypeSymbol { TypeArguments: [var one] } && b is INamedTypeSymbol { TypeArguments: [var other] }
            && SymbolEqualityComparer.Default.Equals(one, other) && a.Name is "Task" or "ValueTask");

    // Two decisions with one kind of answer are the command and the line that its reply asked for.
    private static void AnalyzeExchanges(SymbolAnalysisContext context, INamedTypeSymbol type, INamedTypeSymbol handler, IMethodSymbol[] decisions)
    {
        foreach (var pair in decisions.GroupBy(decision => decision.ReturnType, SymbolEqualityComparer.Default).Where(pair => pair.Count() == 2))
        {
            var missing = pair.FirstOrDefault(decision => !Overrides(type, handler, decision));
            var present = pair.FirstOrDefault(decision => Overrides(type, handler, decision));
            if (missing is not null && present is not null)
                context.ReportDiagnostic(Diagnostic.Create(HandlerRules.Missing, type.Locations[0], type.Name, present.Name, missing.Name));
        }
    }

    private static bool Overrides(INamedTypeSymbol type, INamedTypeSymbol handler, IMethodSymbol decision)
    {
        for (var at = type; at is not null && !SymbolEqualityComparer.Default.Equals(at, handler); at = at.BaseType)
        {
            if (at.GetMembers(decision.Name).OfType<IMethodSymbol>().Any(method => method.IsOverride))
                return true;
        }

        return false;
    }

    private static bool IsDecision(string name) =>
        name.StartsWith("On", StringComparison.Ordinal) && name.EndsWith("Async", StringComparison.Ordinal);

    private static bool IsSurplus(IMethodSymbol method, ServedProtocols protocols) =>
        IsOwn(method) && method.ReturnType is INamedTypeSymbol { TypeArguments: [var answer] } && protocols.IsResult(answer);

    private static bool IsOwn(IMethodSymbol method) =>
        method is { IsOverride: false, IsStatic: false, IsVirtual: false, IsAbstract: false, MethodKind: MethodKind.Ordinary }
        && !method.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers(method.Name)).Any(member =>
            SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));

    // Somebody in the class itself may call it.
    private static bool IsMentioned(IMethodSymbol method, CancellationToken cancellationToken) => method.ContainingType.DeclaringSyntaxReferences
        .SelectMany(part => part.GetSyntax(cancellationToken).DescendantTokens())
        .Count(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == method.Name) > 1;
}
