namespace SmtpGen.Runtime;

/// <summary>
/// Says in which states a method takes a client. The analyzer begins the method with these states, and warns a caller whose
/// client can be in none of them.
/// </summary>
/// <param name="states">Members of the protocol's state enum, such as <c>SmtpState.Idle</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RequiresStateAttribute(params object[] states) : Attribute
{
    /// <summary>Members of the protocol's state enum.</summary>
    public IReadOnlyList<object> States { get; } = states;
}
