using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SmtpGen.Analyzers.Typestate.Flow;

/// <summary>Is told where the code cannot work, once all is known about each place.</summary>
internal interface IFindings
{
    /// <summary>An action is taken in states of which none allows it.</summary>
    /// <param name="call">The call that takes it, or that leads to it.</param>
    /// <param name="action">The action.</param>
    /// <param name="variable">The client.</param>
    /// <param name="session">What is known of it.</param>
    /// <param name="way">The way on which it is so, in words; null: on every way.</param>
    void Refused(IInvocationOperation call, string action, Place variable, Session session, string? way = null);

    /// <summary>An action depends on a reply at which nobody looked.</summary>
    void Depends(SyntaxNode ignored, string action);

    /// <summary>A client is handed over in none of the states that a method asks for.</summary>
    void NotHandedOver(IArgumentOperation argument, IParameterSymbol parameter, Place variable, Session session, ImmutableHashSet<int> required);

    /// <summary>A method ends with a client in none of the states that it promises.</summary>
    /// <param name="end">Where it ends.</param>
    /// <param name="parameter">The client.</param>
    /// <param name="session">What is known of it there.</param>
    /// <param name="ends">All states in which the method can leave it; null: not all are known.</param>
    void NotEnsured(SyntaxNode end, IParameterSymbol parameter, Session session, ImmutableHashSet<int>? ends);
}
