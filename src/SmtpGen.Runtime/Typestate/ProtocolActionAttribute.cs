namespace SmtpGen.Runtime;

/// <summary>Marks a method of a client that takes one of the protocol's actions and returns the reply to it.</summary>
/// <param name="action">The action as it stands in the table of <see cref="ProtocolModelAttribute"/>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProtocolActionAttribute(string action) : Attribute
{
    /// <summary>A verb; the name of a body; <c>AUTH:response</c> and <c>AUTH:cancel</c> for a line; <c>connect</c>.</summary>
    public string Action { get; } = action;
}
