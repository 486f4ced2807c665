using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SmtpGen.Analyzers.Handlers;

/// <summary>Finds codes in the free texts of typed replies, which have their codes already.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReplyTextAnalyzer : DiagnosticAnalyzer
{
    private static readonly Regex s_codes = new(@"^([2-5]\d\d[ -])?[245]\.\d{1,3}\.\d{1,3}(?= |$)", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [HandlerRules.CodeInText];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (ServedProtocols.Of(start.Compilation) is { } protocols)
                start.RegisterSyntaxNodeAction(node => Analyze(node, protocols), SyntaxKind.StringLiteralExpression, SyntaxKind.InterpolatedStringExpression);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, ServedProtocols protocols)
    {
        if (Begin(context.Node) is not { Length: > 0 } text || !char.IsDigit(text[0])
            || context.Node.Parent is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call })
            return;
        if (context.SemanticModel.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol { IsStatic: true } factory
            && protocols.IsResult(factory.ContainingType)
            && Codes(text, protocols.CodesOf(factory.ContainingType, factory.Name)) is { } codes)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                HandlerRules.CodeInText, context.Node.GetLocation(), $"{factory.ContainingType.Name}.{factory.Name}", codes));
        }
    }

    // A text may begin with a number of its own, such as "500 recipients are enough": it is a code where it is the reply's own,
    // or where an enhanced status code follows.
    private static string? Codes(string text, IEnumerable<int> own)
    {
        var match = s_codes.Match(text);
        return match.Success ? match.Value : OwnCode(text, own);
    }

    private static string? OwnCode(string text, IEnumerable<int> own) => own
        .Select(code => code.ToString(CultureInfo.InvariantCulture))
        .FirstOrDefault(code => text == code || text.StartsWith(code + " ", StringComparison.Ordinal) || text.StartsWith(code + "-", StringComparison.Ordinal));

    private static string? Begin(SyntaxNode expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax text, ..] } => text.TextToken.ValueText,
        _ => null,
    };
}
