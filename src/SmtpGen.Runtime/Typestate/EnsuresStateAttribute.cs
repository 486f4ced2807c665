namespace SmtpGen.Runtime;

/// <summary>
/// Says in which states a method leaves a client when it ends without an exception. The analyzer warns where the method can
/// leave it in none of them, and goes on with these states at the callers. As an attribute of the return value, it says in which
/// states the client is that a method opens: <c>[return: EnsuresState(SmtpState.Idle)]</c>.
/// </summary>
/// <param name="states">Members of the protocol's state enum, such as <c>SmtpState.Idle</c>.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class EnsuresStateAttribute(params object[] states) : Attribute
{
    /// <summary>Members of the protocol's state enum.</summary>
    public IReadOnlyList<object> States { get; } = states;
}
