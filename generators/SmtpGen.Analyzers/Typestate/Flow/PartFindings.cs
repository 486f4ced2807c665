using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>Passes on what is refused on one way through the code only.</summary>
/// <param name="findings">Is told.</param>
/// <param name="way">The way, in words that stand after the action.</param>
internal sealed class PartFindings(IFindings findings, string way) : IFindings
{
    public void Refused(IInvocationOperation call, string action, Place variable, Session session, string? onWay) =>
        findings.Refused(call, action, variable, session, onWay ?? way);

    public void Depends(SyntaxNode ignored, string action)
    {
    }

    public void NotHandedOver(IArgumentOperation argument, IParameterSymbol parameter, Place variable, Session session, ImmutableHashSet<int> required)
    {
    }

    public void NotEnsured(SyntaxNode end, IParameterSymbol parameter, Session session, ImmutableHashSet<int>? ends)
    {
    }
}
