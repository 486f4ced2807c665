namespace SmtpGen.Runtime;

/// <summary>
/// Octets that a client announces at the end of a line, after which the command goes on: <c>{123}</c> (RFC 3501 section 4.3), or
/// <c>{123+}</c> (RFC 7888).
/// </summary>
/// <param name="Open">The octet before the number.</param>
/// <param name="Close">The octet after it.</param>
/// <param name="Limit">The limit on all octets that a command announces.</param>
/// <param name="TooBig">The outcome of more.</param>
public sealed record ServerLiterals(byte Open, byte Close, int Limit, int TooBig)
{
    /// <summary>The octet before the closing one with which the client does not wait; -1: it always waits.</summary>
    public int Now { get; init; } = -1;

    /// <summary>The reply for which the client waits; -1: it never does.</summary>
    public int Continue { get; init; } = -1;
}

/// <summary>
/// Commands as arrays of counted octets, <c>*2</c>, <c>$3</c>, <c>GET</c>, <c>$1</c>, <c>a</c>, each with a line end after it: the first element is the verb.
/// </summary>
/// <param name="Array">The octet before the number of elements.</param>
/// <param name="Element">The octet before the number of octets of an element.</param>
/// <param name="Limit">The limit on the octets of all elements.</param>
/// <param name="TooBig">The outcome of more.</param>
/// <param name="BadFraming">The outcome of an array that is not written like this, after which nobody knows where the next command begins.</param>
public sealed record ServerArrays(byte Array, byte Element, int Limit, int TooBig, int BadFraming);

/// <summary>Octets after the line of a command that says how many they are, and a line end after them.</summary>
/// <param name="Length">The register of the number's first octet.</param>
/// <param name="LengthEnd">The register of the number's end.</param>
/// <param name="Limit">The limit on the octets.</param>
/// <param name="TooBig">The outcome of more.</param>
/// <param name="BadFraming">The outcome where something else stands before the line end.</param>
public sealed record ServerData(int Length, int LengthEnd, int Limit, int TooBig, int BadFraming);
