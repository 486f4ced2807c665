namespace SmtpGen.Analyzers.Typestate.Table;

/// <summary>A declared reply to an action in a state, and where it leads.</summary>
/// <param name="From">Index of the state.</param>
/// <param name="Action">The action.</param>
/// <param name="Code">The reply's code; 0 where nothing is said.</param>
/// <param name="To">Index of the next state.</param>
internal sealed record ClientEdge(int From, string Action, int Code, int To)
{
    /// <summary>Whether the action succeeds.</summary>
    public bool IsPositive => Code < 400;
}
