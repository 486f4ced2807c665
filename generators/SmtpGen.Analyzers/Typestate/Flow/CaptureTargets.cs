using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>
/// The variables that an operation writes. Where the value that is assigned branches, the compiler keeps the variable in a flow
/// capture first, so that the target of the assignment is the capture.
/// </summary>
internal sealed class CaptureTargets
{
    private readonly Dictionary<CaptureId, List<IOperation>> _captured = [];

    public CaptureTargets(ControlFlowGraph graph)
    {
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

    /// <summary>The variables that a target may mean; none where it is no variable.</summary>
    public IEnumerable<(ISymbol Symbol, ITypeSymbol? Type)> Of(IOperation target) => target switch
    {
        ILocalReferenceOperation local => [(local.Local, local.Type)],
        IParameterReferenceOperation parameter => [(parameter.Parameter, parameter.Type)],
        IDeclarationExpressionOperation { Expression: var declared } => Of(declared),
        IParenthesizedOperation { Operand: var inner } => Of(inner),
        ITupleOperation tuple => tuple.Elements.SelectMany(Of),
        IFlowCaptureReferenceOperation { Id: var id } when _captured.TryGetValue(id, out var values) => values.SelectMany(Of),
        _ => [],
    };
}
