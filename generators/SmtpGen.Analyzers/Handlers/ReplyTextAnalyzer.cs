using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

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
                start.RegisterOperationAction(operation => Analyze(operation, protocols), OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, ServedProtocols protocols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is not { IsStatic: true } factory || !factory.ContainingType.Name.EndsWith("Result", StringComparison.Ordinal)
            || !protocols.IsResult(factory.ContainingType))
            return;

        // What chooses the reply by a value says with it which one.
        string reply = call.Arguments.Select(argument => ReplyOf(argument.Value)).FirstOrDefault(name => name is not null) ?? factory.Name;
        foreach (var argument in call.Arguments.Where(argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Type.SpecialType == SpecialType.System_String))
        {
            if (Begin(argument.Value) is { Length: > 0 } text && char.IsDigit(text[0]) && Codes(text, protocols.CodesOf(factory.ContainingType, reply)) is { } codes)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    HandlerRules.CodeInText, argument.Value.Syntax.GetLocation(), $"{factory.ContainingType.Name}.{factory.Name}", codes));
            }
        }
    }

    private static string? ReplyOf(IOperation value) => value is IFieldReferenceOperation { Field: { IsConst: true, ContainingType: { TypeKind: TypeKind.Enum, Name: var type } } member }
        && type.EndsWith("Reply", StringComparison.Ordinal) ? member.Name : null;

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

    // What a text begins with, as far as it is known; a number that is written out counts like text.
    private static string Begin(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: { } constant } } => Convert.ToString(constant, CultureInfo.InvariantCulture),
        IConversionOperation { OperatorMethod: null, Operand: var operand } => Begin(operand),
        IParenthesizedOperation { Operand: var operand } => Begin(operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Begin(sum.LeftOperand) + (IsWhole(sum.LeftOperand) ? Begin(sum.RightOperand) : ""),
        IInterpolatedStringOperation { Parts: [IInterpolatedStringTextOperation first, ..] } => Begin(first.Text),
        IInvocationOperation { TargetMethod: { Name: "Concat" or "Format", ContainingType.SpecialType: SpecialType.System_String } } joined
            when joined.Arguments is [{ Value: var first }, ..] => Begin(first),
        _ => "",
    };

    private static bool IsWhole(IOperation value) => value switch
    {
        { ConstantValue.HasValue: true } => true,
        IConversionOperation { Operand: var operand } => IsWhole(operand),
        IBinaryOperation sum => IsWhole(sum.LeftOperand) && IsWhole(sum.RightOperand),
        _ => false,
    };
}
