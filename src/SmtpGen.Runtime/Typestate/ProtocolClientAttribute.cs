namespace SmtpGen.Runtime;

/// <summary>Marks a class whose objects are one session each of a client, in a state of the protocol's table.</summary>
/// <param name="protocol">Name of the protocol; its table is a <see cref="ProtocolModelAttribute"/> of the same assembly.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProtocolClientAttribute(string protocol) : Attribute
{
    /// <summary>Name of the protocol.</summary>
    public string Protocol { get; } = protocol;
}
