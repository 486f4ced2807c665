using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>What is refused in a method that is called: it is the caller's matter where the method cannot return.</summary>
internal sealed class RefusedCalls : IFindings
{
    private readonly List<(string Action, Place Variable, Session Session)> _refused = [];

    /// <summary>The first action because of which a client of the caller never comes back.</summary>
    public (string Action, Place Variable, Session Session)? First(Knowledge before, Knowledge after)
    {
        foreach (var refused in _refused)
        {
            if (before.Find(refused.Variable) is { IsKnown: true } && after.Find(refused.Variable) is { Outcomes.IsEmpty: true })
                return refused;
        }

        return null;
    }

    public void Refused(IInvocationOperation call, string action, Place variable, Session session, string? way)
    {
        if (way is null)
            _refused.Add((action, variable, session));
    }

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
