namespace SmtpGen.Runtime;

/// <summary>
/// The transition table of a protocol, as a client walks through it, so that tools and analyzers can read it from the
/// compiled library.
/// </summary>
/// <param name="protocol">Name of the protocol.</param>
/// <param name="table">
/// Lines of words. <c>initial NAME</c>, <c>state NAME</c> and <c>final NAME</c> are the states; one between a reply and the
/// body or line that it asks for is <c>Recipients/Message</c>. <c>edge STATE ACTION CODE REPLY STATE</c> is a declared reply:
/// the action is a verb, the name of a body, <c>connect</c>, or what <see cref="ProtocolActionAttribute"/> says; REPLY is the
/// reply's C# name, and CODE is 0 where nothing is said.
/// </param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ProtocolModelAttribute(string protocol, string table) : Attribute
{
    /// <summary>Name of the protocol.</summary>
    public string Protocol { get; } = protocol;

    /// <summary>The table.</summary>
    public string Table { get; } = table;
}
