using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>
/// The places that operations read and write. Where the value that is assigned branches, the compiler keeps the target in a flow
/// capture first, so that what is assigned to is the capture.
/// </summary>
internal sealed class Places
{
    private readonly Dictionary<CaptureId, List<IOperation>> _captured = [];

    public Places(ControlFlowGraph graph)
    {
        Graph = graph;
        foreach (var block in graph.Blocks)
        {
            foreach (var capture in block.Operations.OfType<IFlowCaptureOperation>())
            {
                if (!_captured.TryGetValue(capture.Id, out var values))
                    _captured[capture.Id] = values = [];
                values.Add(capture.Value);
            }
        }
    }

    /// <summary>The graph that the operations stand in.</summary>
    public ControlFlowGraph Graph { get; }

    /// <summary>The place that an operation means; null: none, or one of several.</summary>
    public Place? Of(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => new Place(local.Local),
        IParameterReferenceOperation parameter => new Place(parameter.Parameter),
        IParenthesizedOperation { Operand: var inner } => Of(inner),
        IConversionOperation { OperatorMethod: null, Conversion: { IsIdentity: true } or { IsReference: true, IsImplicit: true }, Operand: var inner } => Of(inner),
        IDeclarationExpressionOperation { Expression: var declared } => Of(declared),
        IFieldReferenceOperation { Field: { RefKind: RefKind.None, IsVolatile: false } field } part => Part(field, part.Instance),
        IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: var property } part when Holds(property) => Part(property, part.Instance),
        IFlowCaptureReferenceOperation { Id: var id } when _captured.TryGetValue(id, out var values) && values is [var only] => Of(only),
        _ => null,
    };

    /// <summary>The places that a target may mean; none where it is in an object that is not known.</summary>
    public IEnumerable<(Place Place, ITypeSymbol? Type)> Written(IOperation target) => target switch
    {
        ITupleOperation tuple => tuple.Elements.SelectMany(Written),
        IDeclarationExpressionOperation { Expression: var declared } => Written(declared),
        IFlowCaptureReferenceOperation { Id: var id } when _captured.TryGetValue(id, out var values) => values.SelectMany(Written),
        _ => Of(target) is { } place ? [(place, target.Type)] : [],
    };

    /// <summary>The field or property that a target is, of whatever object.</summary>
    public IEnumerable<ISymbol> MembersWritten(IOperation target) => target switch
    {
        IMemberReferenceOperation member => [member.Member],
        ITupleOperation tuple => tuple.Elements.SelectMany(MembersWritten),
        IFlowCaptureReferenceOperation { Id: var id } when _captured.TryGetValue(id, out var values) => values.SelectMany(MembersWritten),
        _ => [],
    };

    private Place? Part(ISymbol member, IOperation? instance)
    {
        if (instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })
            return new Place(member);

        // A place with more than two names is not followed.
        return Of(instance) is { Owner: null } owner && instance.Type?.IsReferenceType == true ? new Place(member, owner) : null;
    }

    // Whether a property gives what was put into it, and nothing else.
    private static bool Holds(IPropertySymbol property) => property is { IsAbstract: false, IsVirtual: false, RefKind: RefKind.None }
        && (!property.IsOverride || property.IsSealed || property.ContainingType.IsSealed)
        && !property.DeclaringSyntaxReferences.IsEmpty && property.DeclaringSyntaxReferences.All(part => IsPlain(part.GetSyntax()));

    private static bool IsPlain(SyntaxNode property) => property is ParameterSyntax
        || (property is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors }
            && accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null));
}
