using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>
/// What the evaluator does with each kind of operation. What stands in none of the lists, such as a kind that the language gains
/// later, makes every client in it unknown.
/// </summary>
internal static class OperationKinds
{
    /// <summary>The evaluator says what they do to a client.</summary>
    public static ImmutableHashSet<OperationKind> Followed { get; } =
    [
        OperationKind.Literal, OperationKind.LocalReference, OperationKind.ParameterReference, OperationKind.FlowCapture,
        OperationKind.FlowCaptureReference, OperationKind.ExpressionStatement, OperationKind.Parenthesized, OperationKind.Conversion,
        OperationKind.Await, OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.PropertyReference,
        OperationKind.SimpleAssignment, OperationKind.FlowAnonymousFunction, OperationKind.IsNull, OperationKind.IsType,
        OperationKind.IsPattern, OperationKind.CompoundAssignment, OperationKind.Binary, OperationKind.Unary,
        OperationKind.DefaultValue, OperationKind.MethodReference, OperationKind.Increment, OperationKind.Decrement,
        OperationKind.DeconstructionAssignment, OperationKind.DeclarationExpression,
        OperationKind.DiscardPattern, OperationKind.NegatedPattern, OperationKind.BinaryPattern, OperationKind.ConstantPattern,
        OperationKind.RelationalPattern, OperationKind.DeclarationPattern, OperationKind.TypePattern, OperationKind.RecursivePattern,
        OperationKind.PropertySubpattern,
    ];

    /// <summary>They do nothing but what their parts do; a client that is one of the parts escapes.</summary>
    public static ImmutableHashSet<OperationKind> OfParts { get; } =
    [
        OperationKind.Argument, OperationKind.ArrayCreation, OperationKind.ArrayElementReference, OperationKind.ArrayInitializer,
        OperationKind.AnonymousObjectCreation, OperationKind.Block, OperationKind.CaughtException, OperationKind.CollectionExpression,
        OperationKind.ConditionalAccessInstance,
        OperationKind.DelegateCreation, OperationKind.Discard, OperationKind.DynamicIndexerAccess, OperationKind.DynamicInvocation,
        OperationKind.DynamicMemberReference, OperationKind.DynamicObjectCreation, OperationKind.Empty, OperationKind.EventAssignment,
        OperationKind.EventReference, OperationKind.FieldInitializer, OperationKind.FieldReference, OperationKind.FunctionPointerInvocation,
        OperationKind.ImplicitIndexerReference, OperationKind.InlineArrayAccess, OperationKind.InstanceReference, OperationKind.InterpolatedString,
        OperationKind.InterpolatedStringAddition, OperationKind.InterpolatedStringAppendFormatted, OperationKind.InterpolatedStringAppendLiteral,
        OperationKind.InterpolatedStringAppendInvalid, OperationKind.InterpolatedStringHandlerArgumentPlaceholder,
        OperationKind.InterpolatedStringHandlerCreation, OperationKind.InterpolatedStringText, OperationKind.Interpolation,
        OperationKind.ListPattern, OperationKind.MemberInitializer, OperationKind.NameOf, OperationKind.ObjectOrCollectionInitializer,
        OperationKind.OmittedArgument, OperationKind.ParameterInitializer, OperationKind.PropertyInitializer, OperationKind.Range,
        OperationKind.SizeOf, OperationKind.SlicePattern, OperationKind.Spread, OperationKind.StaticLocalInitializationSemaphore,
        OperationKind.Tuple, OperationKind.TupleBinary, OperationKind.TypeOf, OperationKind.TypeParameterObjectCreation, OperationKind.Utf8String,
        OperationKind.VariableInitializer, OperationKind.With, OperationKind.AddressOf, OperationKind.Attribute,
    ];

    /// <summary>A graph has none of them: it says with blocks and branches what they do.</summary>
    public static ImmutableHashSet<OperationKind> Lowered { get; } =
    [
        OperationKind.AnonymousFunction, OperationKind.Branch, OperationKind.CaseClause, OperationKind.CatchClause, OperationKind.Coalesce,
        OperationKind.CoalesceAssignment, OperationKind.Conditional, OperationKind.ConditionalAccess, OperationKind.ConstructorBodyOperation,
        OperationKind.End, OperationKind.Labeled, OperationKind.LocalFunction, OperationKind.Lock, OperationKind.Loop, OperationKind.MethodBodyOperation,
        OperationKind.RaiseEvent, OperationKind.Return, OperationKind.Stop, OperationKind.Switch, OperationKind.SwitchCase,
        OperationKind.SwitchExpression, OperationKind.SwitchExpressionArm, OperationKind.Throw, OperationKind.TranslatedQuery, OperationKind.Try,
        OperationKind.Using, OperationKind.UsingDeclaration, OperationKind.VariableDeclaration, OperationKind.VariableDeclarationGroup,
        OperationKind.VariableDeclarator, OperationKind.YieldBreak, OperationKind.YieldReturn,
    ];

    /// <summary>Nothing is said of a client in them: C# has none of them, or they cannot be compiled.</summary>
    public static ImmutableHashSet<OperationKind> Unknown { get; } = [OperationKind.None, OperationKind.Invalid, OperationKind.ReDim, OperationKind.ReDimClause];

    /// <summary>Whether a client in it is unknown from here on.</summary>
    public static bool IsUnknown(OperationKind kind) => !Followed.Contains(kind) && !OfParts.Contains(kind) && !Lowered.Contains(kind);
}
