namespace SmtpGen.Runtime;

/// <summary>The transition table of a protocol as data, so that tools and analyzers can read it from the compiled library.</summary>
/// <param name="protocol">Name of the protocol.</param>
/// <param name="table">Lines of words: <c>state NAME</c>, <c>edge STATE COMMAND CODE STATE</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ProtocolModelAttribute(string protocol, string table) : Attribute
{
    /// <summary>Name of the protocol.</summary>
    public string Protocol { get; } = protocol;

    /// <summary>The table.</summary>
    public string Table { get; } = table;
}
